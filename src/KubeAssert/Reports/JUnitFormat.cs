using System.Globalization;
using System.Text;
using System.Xml;
using KubeAssert.Findings;

namespace KubeAssert.Reports;

/// <summary>JUnit's XML as CI servers read it: a suite for each rule, a case for each object it was asked about.</summary>
internal static class JUnitFormat
{
    public static string Write(ReportData data)
    {
        var cases = CasesOf(data);
        var text = new Utf8Writer();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", CheckCharacters = true }))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", $"KubeAssert: {data.Title}");
            Totals(xml, cases);
            foreach (var suite in cases.GroupBy(c => c.Key.RuleId, StringComparer.Ordinal))
            {
                xml.WriteStartElement("testsuite");
                xml.WriteAttributeString("name", suite.Key);
                Totals(xml, suite.ToList());
                foreach (var one in suite)
                    Case(xml, one);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return text.ToString().ReplaceLineEndings("\n") + "\n";
    }

    private static List<(RuleCheck Key, List<ReportItem> Items)> CasesOf(ReportData data)
    {
        var found = data.Items.GroupBy(i => new RuleCheck(i.RuleId, i.FullObject)).ToDictionary(g => g.Key, g => g.ToList());
        var rules = data.Rules.Select((rule, index) => (rule.Id, index)).ToDictionary(r => r.Id, r => r.index, StringComparer.Ordinal);

        // a rule about the set as a whole has found something in its objects: then it has not passed
        var failed = found.Keys.Select(k => k.RuleId).ToHashSet(StringComparer.Ordinal);
        return data.Checks.Where(c => c.Object.Length > 0 || !failed.Contains(c.RuleId))
            .Concat(found.Keys).Distinct()
            .OrderBy(c => rules.GetValueOrDefault(c.RuleId, int.MaxValue))
            .Select(c => (c, found.GetValueOrDefault(c) ?? []))
            .ToList();
    }

    private static void Totals(XmlWriter xml, List<(RuleCheck Key, List<ReportItem> Items)> cases)
    {
        xml.WriteAttributeString("tests", cases.Count.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", cases.Count(c => Fails(c.Items)).ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("skipped", cases.Count(c => IsSkipped(c.Items)).ToString(CultureInfo.InvariantCulture));
    }

    private static void Case(XmlWriter xml, (RuleCheck Key, List<ReportItem> Items) one)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", one.Key.Object.Length > 0 ? one.Key.Object : "the whole set");
        xml.WriteAttributeString("classname", one.Key.RuleId);
        xml.WriteAttributeString("time", "0");
        if (one.Items.FirstOrDefault(i => i.Place.File.Length > 0) is { } placed)
            xml.WriteAttributeString("file", placed.Place.File);

        var open = one.Items.Where(i => !i.IsExempt).ToList();
        if (IsSkipped(one.Items))
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", "exempt: " + string.Join("; ", one.Items.Select(i => i.Exemption).Distinct(StringComparer.Ordinal)));
            xml.WriteEndElement();
        }
        else if (Fails(one.Items))
        {
            var first = open.First(i => i.Severity == Severity.Error);
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", Printable.Line(first.Message) + (open.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" (and {open.Count - 1} more)") : ""));
            xml.WriteAttributeString("type", FindingText.Name(first.Severity));
            xml.WriteString(Blocks(open));
            xml.WriteEndElement();
        }
        else if (open.Count > 0)
        {
            xml.WriteElementString("system-out", Blocks(open));
        }

        xml.WriteEndElement();
    }

    private static string Blocks(IEnumerable<ReportItem> items) => string.Join("\n\n", items.Select(ItemText.Block));

    private static bool Fails(List<ReportItem> items) => items.Exists(i => !i.IsExempt && i.Severity == Severity.Error);

    private static bool IsSkipped(List<ReportItem> items) => items.Count > 0 && items.TrueForAll(i => i.IsExempt);

    private sealed class Utf8Writer() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
