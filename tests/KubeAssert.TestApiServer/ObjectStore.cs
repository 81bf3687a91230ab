using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace KubeAssert.TestApiServer;

/// <summary>What a watch tells.</summary>
public sealed record Change(long Version, string Type, Served Resource, string? Namespace, string Name, string Json);

/// <summary>All objects, and what happened to them. Thread-safe.</summary>
public sealed class ObjectStore
{
    private readonly object _gate = new();
    private readonly Dictionary<(Served Resource, string? Namespace, string Name), JsonObject> _objects = [];
    private readonly List<Change> _history = [];
    private readonly List<Channel<Change>> _watchers = [];
    private readonly List<Served> _served = [.. Served.BuiltIn];
    private long _version = 100;
    private long _forgottenUpTo = 99;

    /// <summary>Told of every change, after it was made, outside the lock.</summary>
    public event Action<Change>? Changed;

    public long Version
    {
        get
        {
            lock (_gate)
                return _version;
        }
    }

    public IReadOnlyList<Served> Resources
    {
        get
        {
            lock (_gate)
                return [.. _served];
        }
    }

    public Served Resource(string kind)
    {
        lock (_gate)
            return _served.First(s => s.Kind == kind);
    }

    public void Serve(Served resource)
    {
        lock (_gate)
        {
            if (!_served.Contains(resource))
                _served.Add(resource);
        }
    }

    public Served? Find(string group, string version, string plural)
    {
        lock (_gate)
            return _served.Find(s => s.Group == group && s.Version == version && s.Plural == plural);
    }

    public JsonObject? Get(Served resource, string? @namespace, string name)
    {
        lock (_gate)
            return _objects.GetValueOrDefault((resource, @namespace, name))?.DeepClone().AsObject();
    }

    /// <summary>The objects of a kind, by namespace and name, and the version they are of.</summary>
    public (IReadOnlyList<JsonObject> Items, long Version) List(Served resource, string? @namespace)
    {
        lock (_gate)
        {
            var items = _objects.Where(o => o.Key.Resource == resource && (@namespace is null || o.Key.Namespace == @namespace))
                .OrderBy(o => o.Key.Namespace, StringComparer.Ordinal).ThenBy(o => o.Key.Name, StringComparer.Ordinal)
                .Select(o => o.Value.DeepClone().AsObject()).ToList();
            return (items, _version);
        }
    }

    public IReadOnlyList<(Served Resource, string? Namespace, string Name)> NamesIn(string @namespace)
    {
        lock (_gate)
            return _objects.Keys.Where(k => k.Namespace == @namespace).ToList();
    }

    /// <summary>Writes an object; it is no change when nothing differs.</summary>
    /// <param name="resource">Its kind.</param>
    /// <param name="namespace">Its namespace.</param>
    /// <param name="name">Its name.</param>
    /// <param name="change">What becomes of the present object; null for none; returns null to leave things as they are.</param>
    /// <param name="uid">The uid of a new object.</param>
    public JsonObject? Write(Served resource, string? @namespace, string name, Func<JsonObject?, JsonObject?> change, string? uid = null)
    {
        Change? made = null;
        JsonObject? now;
        lock (_gate)
        {
            var before = _objects.GetValueOrDefault((resource, @namespace, name));
            now = change(before?.DeepClone().AsObject());
            if (now is null)
                return null;

            // numbers made in code convert to their own type only: read ones convert to any
            now = JsonNode.Parse(now.ToJsonString())!.AsObject();
            now["apiVersion"] = resource.ApiVersion;
            now["kind"] = resource.Kind;
            var metadata = now["metadata"] as JsonObject ?? [];
            now["metadata"] = metadata;
            metadata["name"] = name;
            if (@namespace is not null)
                metadata["namespace"] = @namespace;
            metadata["uid"] ??= uid ?? Guid.NewGuid().ToString();
            metadata["creationTimestamp"] ??= "2026-01-01T00:00:00Z";
            if (before is not null)
            {
                metadata["resourceVersion"] = before["metadata"]!["resourceVersion"]!.DeepClone();
                if (JsonNode.DeepEquals(before, now))
                    return now;
            }

            if (metadata["deletionTimestamp"] is not null && metadata["finalizers"] is not JsonArray { Count: > 0 } && before?["metadata"]?["deletionTimestamp"] is not null)
            {
                made = Remove(resource, @namespace, name);
            }
            else
            {
                metadata["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
                _objects[(resource, @namespace, name)] = now.DeepClone().AsObject();
                made = Tell(before is null ? "ADDED" : "MODIFIED", resource, @namespace, name, now);
            }
        }

        if (made is not null)
            Changed?.Invoke(made);
        return now;
    }

    /// <summary>Deletes an object, or marks it where finalizers hold it.</summary>
    public JsonObject? Delete(Served resource, string? @namespace, string name, DateTimeOffset now)
    {
        Change? made;
        JsonObject? found;
        lock (_gate)
        {
            found = _objects.GetValueOrDefault((resource, @namespace, name));
            if (found is null)
                return null;
            if (found["metadata"]!["finalizers"] is JsonArray { Count: > 0 })
            {
                found = found.DeepClone().AsObject();
                found["metadata"]!["deletionTimestamp"] ??= now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
                found["metadata"]!["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
                _objects[(resource, @namespace, name)] = found;
                made = Tell("MODIFIED", resource, @namespace, name, found);
            }
            else
            {
                made = Remove(resource, @namespace, name);
            }
        }

        if (made is not null)
            Changed?.Invoke(made);
        return found.DeepClone().AsObject();
    }

    /// <summary>Everything after a version, and whatever comes; null when that version is forgotten.</summary>
    public Channel<Change>? Watch(Served resource, string? @namespace, long after)
    {
        lock (_gate)
        {
            if (after < _forgottenUpTo)
                return null;
            var channel = Channel.CreateUnbounded<Change>();
            foreach (var change in _history.Where(c => c.Version > after && c.Resource == resource && (@namespace is null || c.Namespace == @namespace)))
                channel.Writer.TryWrite(change);
            _watchers.Add(channel);
            return channel;
        }
    }

    public void Unwatch(Channel<Change> channel)
    {
        lock (_gate)
            _watchers.Remove(channel);
    }

    /// <summary>Forgets the past: watches from before can't be resumed (410).</summary>
    public void Compact()
    {
        lock (_gate)
        {
            _history.Clear();
            _forgottenUpTo = ++_version;
        }
    }

    private Change? Remove(Served resource, string? @namespace, string name)
    {
        if (!_objects.Remove((resource, @namespace, name), out var gone))
            return null;
        gone["metadata"]!["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
        return Tell("DELETED", resource, @namespace, name, gone);
    }

    private Change Tell(string type, Served resource, string? @namespace, string name, JsonObject item)
    {
        var change = new Change(_version, type, resource, @namespace, name, item.ToJsonString());
        _history.Add(change);
        foreach (var watcher in _watchers)
            watcher.Writer.TryWrite(change);
        return change;
    }
}
