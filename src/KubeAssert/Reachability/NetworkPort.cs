using System.Globalization;

namespace KubeAssert;

/// <summary>
/// A port of a Service or of pods: a number or a name, with its protocol. A number converts to it (<c>5432</c> is TCP), and so does a
/// text: <c>"http"</c>, <c>"53/UDP"</c>.
/// </summary>
public readonly record struct NetworkPort
{
    private readonly string? _protocol;

    /// <param name="number">1 to 65535; 0 where the port has a name.</param>
    /// <param name="name">The name; empty where the port has a number.</param>
    /// <param name="protocol"><c>TCP</c>, <c>UDP</c> or <c>SCTP</c>.</param>
    private NetworkPort(int number, string name, string protocol)
    {
        Number = number;
        Name = name;
        _protocol = protocol;
    }

    /// <summary>The number; 0 where the port is named.</summary>
    public int Number { get; }

    /// <summary>The name; empty where the port is numbered.</summary>
    public string Name { get; }

    /// <summary>The protocol.</summary>
    /// <value><c>TCP</c> where none was given.</value>
    public string Protocol => _protocol ?? "TCP";

    /// <summary>Reads a number or a name, and behind a slash the protocol.</summary>
    /// <exception cref="FormatException">The text is not a port.</exception>
    public static NetworkPort Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var protocol = slash < 0 ? "TCP" : text[(slash + 1)..].ToUpperInvariant();
        var port = (slash < 0 ? text : text[..slash]).Trim();
        if (port.Length == 0 || protocol is not ("TCP" or "UDP" or "SCTP"))
            throw new FormatException($"'{text}' is not a port: write a number or a name, and a protocol where it is not TCP, such as 53/UDP.");
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new NetworkPort(0, port, protocol);
        return number is > 0 and <= 65535
            ? new NetworkPort(number, "", protocol)
            : throw new FormatException($"'{text}' is not a port: numbers go from 1 to 65535.");
    }

    /// <summary>A TCP port.</summary>
    public static NetworkPort FromInt32(int number) => Parse(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A TCP port by its number.</summary>
    public static implicit operator NetworkPort(int number) => FromInt32(number);

    /// <summary>A port by its number or name, with its protocol.</summary>
    public static implicit operator NetworkPort(string text) => Parse(text);

    /// <summary>The port as it is parsed: <c>5432/TCP</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Name?.Length > 0 ? Name : Number.ToString(CultureInfo.InvariantCulture))}/{Protocol}");
}
