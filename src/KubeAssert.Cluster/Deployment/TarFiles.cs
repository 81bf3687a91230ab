using System.Formats.Tar;

namespace KubeAssert.Cluster.Deploying;

/// <summary>Files on their way into and out of containers.</summary>
internal static class TarFiles
{
    /// <summary>Puts a file or folder into an archive, below a folder that unpacking makes if need be.</summary>
    public static Stream Pack(string path, string below = "")
    {
        var full = Path.GetFullPath(path);
        var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            if (File.Exists(full))
            {
                tar.WriteEntry(full, below + Path.GetFileName(full));
            }
            else if (Directory.Exists(full))
            {
                var parent = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(full)) ?? full;
                tar.WriteEntry(full, below + Path.GetFileName(Path.TrimEndingDirectorySeparator(full)));
                foreach (var entry in Directory.EnumerateFileSystemEntries(full, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                    tar.WriteEntry(entry, below + Path.GetRelativePath(parent, entry).Replace('\\', '/'));
            }
            else
            {
                throw new FileNotFoundException($"There is no file or folder {path} to copy.", path);
            }
        }

        archive.Position = 0;
        return archive;
    }

    /// <summary>Unpacks files and folders only, and none outside the folder: a container is not to be trusted with this machine.</summary>
    public static void Unpack(Stream archive, string folder)
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        Directory.CreateDirectory(root);
        using var tar = new TarReader(archive);
        while (tar.GetNextEntry() is { } entry)
        {
            var target = Path.GetFullPath(Path.Combine(root, entry.Name));
            if (!(target + Path.DirectorySeparatorChar).StartsWith(root, StringComparison.Ordinal))
                throw new InvalidDataException($"The container's archive holds '{entry.Name}', which is outside {folder}.");
            if (entry.EntryType == TarEntryType.Directory)
            {
                Directory.CreateDirectory(target);
            }
            else if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                using var file = File.Create(target);
                entry.DataStream?.CopyTo(file);
            }
        }
    }
}
