using System.Collections.Concurrent;
using System.Globalization;

namespace KubeAssert.Go;

/// <summary>Unicode's general categories by the names that RE2 knows: <c>L</c>, <c>Lu</c>, <c>Nd</c>.</summary>
internal static class UnicodeCategories
{
    private static readonly Dictionary<string, UnicodeCategory[]> Names = new(StringComparer.Ordinal)
    {
        ["Lu"] = [UnicodeCategory.UppercaseLetter],
        ["Ll"] = [UnicodeCategory.LowercaseLetter],
        ["Lt"] = [UnicodeCategory.TitlecaseLetter],
        ["Lm"] = [UnicodeCategory.ModifierLetter],
        ["Lo"] = [UnicodeCategory.OtherLetter],
        ["Mn"] = [UnicodeCategory.NonSpacingMark],
        ["Mc"] = [UnicodeCategory.SpacingCombiningMark],
        ["Me"] = [UnicodeCategory.EnclosingMark],
        ["Nd"] = [UnicodeCategory.DecimalDigitNumber],
        ["Nl"] = [UnicodeCategory.LetterNumber],
        ["No"] = [UnicodeCategory.OtherNumber],
        ["Pc"] = [UnicodeCategory.ConnectorPunctuation],
        ["Pd"] = [UnicodeCategory.DashPunctuation],
        ["Ps"] = [UnicodeCategory.OpenPunctuation],
        ["Pe"] = [UnicodeCategory.ClosePunctuation],
        ["Pi"] = [UnicodeCategory.InitialQuotePunctuation],
        ["Pf"] = [UnicodeCategory.FinalQuotePunctuation],
        ["Po"] = [UnicodeCategory.OtherPunctuation],
        ["Sm"] = [UnicodeCategory.MathSymbol],
        ["Sc"] = [UnicodeCategory.CurrencySymbol],
        ["Sk"] = [UnicodeCategory.ModifierSymbol],
        ["So"] = [UnicodeCategory.OtherSymbol],
        ["Zs"] = [UnicodeCategory.SpaceSeparator],
        ["Zl"] = [UnicodeCategory.LineSeparator],
        ["Zp"] = [UnicodeCategory.ParagraphSeparator],
        ["Cc"] = [UnicodeCategory.Control],
        ["Cf"] = [UnicodeCategory.Format],
        ["Cs"] = [UnicodeCategory.Surrogate],
        ["Co"] = [UnicodeCategory.PrivateUse],
    };

    private static readonly ConcurrentDictionary<string, List<(int From, int To)>> Known = new(StringComparer.Ordinal);

    /// <summary>The characters of a category, or of all that begin with a letter; null for what is not a category.</summary>
    public static List<(int From, int To)>? Find(string name)
    {
        var categories = Names.Where(n => n.Key == name || (name.Length == 1 && n.Key[0] == name[0])).SelectMany(n => n.Value).ToHashSet();
        return categories.Count == 0 ? null : Known.GetOrAdd(name, _ => Ranges(categories));
    }

    private static List<(int From, int To)> Ranges(HashSet<UnicodeCategory> categories)
    {
        var ranges = new List<(int From, int To)>();
        var start = -1;
        for (var point = 0; point <= 0x110000; point++)
        {
            var isMember = point < 0x110000 && categories.Contains(CharUnicodeInfo.GetUnicodeCategory(point));
            if (isMember && start < 0)
                start = point;
            if (isMember || start < 0)
                continue;
            ranges.Add((start, point - 1));
            start = -1;
        }

        return ranges;
    }
}
