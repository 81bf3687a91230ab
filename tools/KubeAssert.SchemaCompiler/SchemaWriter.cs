namespace KubeAssert.SchemaCompiler;

/// <summary>Writes the integers and blobs of the compact form.</summary>
internal sealed class SchemaWriter(Stream stream)
{
    public void Write(int value)
    {
        var rest = (uint)value;
        while (rest >= 0x80)
        {
            stream.WriteByte((byte)(rest | 0x80));
            rest >>= 7;
        }

        stream.WriteByte((byte)rest);
    }

    public void Write(byte[] blob)
    {
        Write(blob.Length);
        stream.Write(blob);
    }
}
