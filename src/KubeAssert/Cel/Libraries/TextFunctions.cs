using System.Globalization;
using System.Text;
using KubeAssert.Go;

namespace KubeAssert.Cel;

/// <summary>Functions of strings, which count in code points.</summary>
internal static class TextFunctions
{
    /// <summary>How long a text may become, in characters: beyond it an evaluation is given up.</summary>
    private const long MaxLength = 16 * 1024 * 1024;

    private static readonly char[] GoSpaces = ['\t', '\n', '\v', '\f', '\r', ' ', '\u0085', '\u00A0', '\u1680', '\u2000', '\u2001', '\u2002', '\u2003', '\u2004', '\u2005', '\u2006', '\u2007', '\u2008', '\u2009', '\u200a', '\u2028', '\u2029', '\u202f', '\u205f', '\u3000'];

    public static CelValue Contains(CelValue[] a) => a is [StringValue s, StringValue part] ? BoolValue.Of(s.Value.Contains(part.Value, StringComparison.Ordinal)) : ErrorValue.NoSuchOverload;

    public static CelValue StartsWith(CelValue[] a) => a is [StringValue s, StringValue part] ? BoolValue.Of(s.Value.StartsWith(part.Value, StringComparison.Ordinal)) : ErrorValue.NoSuchOverload;

    public static CelValue EndsWith(CelValue[] a) => a is [StringValue s, StringValue part] ? BoolValue.Of(s.Value.EndsWith(part.Value, StringComparison.Ordinal)) : ErrorValue.NoSuchOverload;

    public static CelValue Matches(CelValue[] a) => WithPattern(a, (re, s) => BoolValue.Of(re.IsMatch(s)));

    public static CelValue Find(CelValue[] a) => WithPattern(a, (re, s) => new StringValue(re.Find(s)));

    public static CelValue FindAll(CelValue[] a) => a.Length == 3
        ? a[2] is IntValue limit ? WithPattern(a[..2], (re, s) => ListValue.OfStrings(re.FindAll(s, limit.Value))) : ErrorValue.NoSuchOverload
        : WithPattern(a, (re, s) => ListValue.OfStrings(re.FindAll(s, -1)));

    public static CelValue CharAt(CelValue[] a)
    {
        if (a is not [StringValue s, IntValue index])
            return ErrorValue.NoSuchOverload;
        var points = CodePoints.Of(s.Value);
        if (index.Value < 0 || index.Value > points.Length)
            return OutOfRange(index.Value);
        return new StringValue(index.Value == points.Length ? "" : CodePoints.ToText(points.AsSpan((int)index.Value, 1)));
    }

    public static CelValue IndexOf(CelValue[] a)
    {
        if (a is [ListValue list, var item])
            return ListFunctions.IndexOf(list, item);
        if (a is not [StringValue s, StringValue part, ..] || (a.Length == 3 && a[2] is not IntValue))
            return ErrorValue.NoSuchOverload;
        var from = a.Length == 3 ? ((IntValue)a[2]).Value : 0;
        if (part.Value.Length == 0)
            return new IntValue(from);
        if (from < 0)
            return OutOfRange(from);
        var (points, wanted) = (CodePoints.Of(s.Value), CodePoints.Of(part.Value));
        if (from >= points.Length)
            return new IntValue(-1);
        var found = points.AsSpan((int)from).IndexOf(wanted);
        return new IntValue(found < 0 ? -1 : found + from);
    }

    public static CelValue LastIndexOf(CelValue[] a)
    {
        if (a is [ListValue list, var item])
            return ListFunctions.LastIndexOf(list, item);
        if (a is not [StringValue s, StringValue part, ..] || (a.Length == 3 && a[2] is not IntValue))
            return ErrorValue.NoSuchOverload;
        var (points, wanted) = (CodePoints.Of(s.Value), CodePoints.Of(part.Value));
        if (a.Length == 2 && wanted.Length == 0)
            return new IntValue(points.Length);
        if (a.Length == 2 && Encoding.UTF8.GetByteCount(s.Value) < Encoding.UTF8.GetByteCount(part.Value))
            return new IntValue(-1);
        var from = a.Length == 3 ? ((IntValue)a[2]).Value : points.Length - 1;
        if (wanted.Length == 0)
            return new IntValue(from);
        if (from < 0)
            return OutOfRange(from);
        if (from >= points.Length)
            return new IntValue(-1);
        from = Math.Min(from, points.Length - wanted.Length);
        return new IntValue(from < 0 ? -1 : points.AsSpan(0, (int)from + wanted.Length).LastIndexOf(wanted));
    }

    public static CelValue LowerAscii(CelValue[] a) => a is [StringValue s] ? new StringValue(Map(s.Value, c => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c)) : ErrorValue.NoSuchOverload;

    public static CelValue UpperAscii(CelValue[] a) => a is [StringValue s] ? new StringValue(Map(s.Value, c => char.IsAsciiLetterLower(c) ? (char)(c & ~0x20) : c)) : ErrorValue.NoSuchOverload;

    public static CelValue Trim(CelValue[] a) => a is [StringValue s] ? new StringValue(s.Value.Trim(GoSpaces)) : ErrorValue.NoSuchOverload;

    public static CelValue Quote(CelValue[] a) => a is [StringValue s] ? new StringValue(QuotedText.OfCel(s.Value)) : ErrorValue.NoSuchOverload;

    public static CelValue Format(CelValue[] a) => a is [StringValue s, ListValue arguments] ? TextFormat.Format(s.Value, arguments) : ErrorValue.NoSuchOverload;

    public static CelValue Replace(CelValue[] a)
    {
        if (a is not [StringValue s, StringValue old, StringValue replacement, ..] || (a.Length == 4 && a[3] is not IntValue))
            return ErrorValue.NoSuchOverload;
        var limit = a.Length == 4 ? (int)Math.Clamp(((IntValue)a[3]).Value, -1, int.MaxValue) : -1;
        if (limit < 0)
            limit = int.MaxValue;
        if ((long)s.Value.Length * (replacement.Value.Length + 1) > MaxLength)
            return new ErrorValue("the text would become too long") { IsNotEvaluated = true };
        var result = new StringBuilder(s.Value.Length);
        var at = 0;
        for (; limit > 0; limit--)
        {
            if (old.Value.Length == 0)
            {
                if (at > s.Value.Length)
                    break;
                result.Append(replacement.Value);
                if (at == s.Value.Length)
                    break;
                var length = char.IsSurrogatePair(s.Value, at) ? 2 : 1;
                result.Append(s.Value, at, length);
                at += length;
                continue;
            }

            var found = s.Value.IndexOf(old.Value, at, StringComparison.Ordinal);
            if (found < 0)
                break;
            result.Append(s.Value, at, found - at).Append(replacement.Value);
            at = found + old.Value.Length;
        }

        return new StringValue(result.Append(s.Value, at, s.Value.Length - at).ToString());
    }

    public static CelValue Split(CelValue[] a)
    {
        if (a is not [StringValue s, StringValue separator, ..] || (a.Length == 3 && a[2] is not IntValue))
            return ErrorValue.NoSuchOverload;
        var limit = a.Length == 3 ? (int)Math.Clamp(((IntValue)a[2]).Value, -1, int.MaxValue) : -1;
        if (limit == 0)
            return ListValue.Empty;
        if (separator.Value.Length > 0)
            return ListValue.OfStrings(limit < 0 ? s.Value.Split(separator.Value) : s.Value.Split(separator.Value, limit));
        var parts = s.Value.EnumerateRunes().Select(r => r.ToString()).ToList();
        if (limit > 0 && parts.Count > limit)
            parts = [.. parts.Take(limit - 1), string.Concat(parts.Skip(limit - 1))];
        return ListValue.OfStrings(parts);
    }

    public static CelValue Substring(CelValue[] a)
    {
        if (a is not [StringValue s, IntValue start, ..] || (a.Length == 3 && a[2] is not IntValue))
            return ErrorValue.NoSuchOverload;
        var points = CodePoints.Of(s.Value);
        var end = a.Length == 3 ? ((IntValue)a[2]).Value : points.Length;
        if (a.Length == 3 && start.Value > end)
            return new ErrorValue(string.Create(CultureInfo.InvariantCulture, $"invalid substring range. start: {start.Value}, end: {end}"));
        if (start.Value < 0 || start.Value > points.Length)
            return OutOfRange(start.Value);
        if (end < 0 || end > points.Length)
            return OutOfRange(end);
        return new StringValue(CodePoints.ToText(points.AsSpan((int)start.Value, (int)(end - start.Value))));
    }

    public static CelValue Join(CelValue[] a)
    {
        if (a is not [ListValue list, ..] || (a.Length == 2 && a[1] is not StringValue))
            return ErrorValue.NoSuchOverload;
        var separator = a.Length == 2 ? ((StringValue)a[1]).Value : "";
        var result = new StringBuilder();
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is not StringValue part)
                return list[i] as ErrorValue ?? new ErrorValue($"join: invalid input: {Conversions.Display(list[i])}");
            result.Append(i > 0 ? separator : "").Append(part.Value);
            if (result.Length > MaxLength)
                return new ErrorValue("the text would become too long") { IsNotEvaluated = true };
        }

        return new StringValue(result.ToString());
    }

    private static CelValue WithPattern(CelValue[] a, Func<Re2, string, CelValue> apply)
    {
        if (a is not [StringValue s, StringValue pattern])
            return ErrorValue.NoSuchOverload;
        if (Re2.Compile(pattern.Value, out var problem) is not { } compiled)
            return new ErrorValue(problem ?? "invalid pattern");
        try
        {
            return apply(compiled, s.Value);
        }
        catch (Re2LimitException)
        {
            return new ErrorValue("the pattern takes too long to match") { IsNotEvaluated = true };
        }
    }

    private static string Map(string text, Func<char, char> map) =>
        string.Create(text.Length, (text, map), static (span, state) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = state.map(state.text[i]);
        });

    private static ErrorValue OutOfRange(long index) => new(string.Create(CultureInfo.InvariantCulture, $"index out of range: {index}"));
}
