using System.Globalization;

namespace KubeAssert.Findings;

/// <summary>What is printed in place of a secret value: <c>&lt;redacted, 24 bytes&gt;</c>.</summary>
internal static class Redacted
{
    public static string Of(int bytes) => string.Create(CultureInfo.InvariantCulture, $"<redacted, {bytes} {(bytes == 1 ? "byte" : "bytes")}>");
}
