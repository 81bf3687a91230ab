using System.Net;
using System.Text;

namespace KubeAssert.Reports;

/// <summary>Texts inside HTML.</summary>
internal static class Html
{
    /// <summary>A text as content or as the value of an attribute in quotes: nothing in it is markup.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A message, in which what stands between quotes or looks like an object, path or value keeps together.</summary>
    public static string Isolated(string text) => $"<bdi>{Text(text)}</bdi>";

    public static StringBuilder Tag(this StringBuilder html, string tag, string attributes, string text) =>
        html.Append('<').Append(tag).Append(attributes.Length > 0 ? " " : "").Append(attributes).Append('>').Append(Text(text)).Append("</").Append(tag).Append('>');
}
