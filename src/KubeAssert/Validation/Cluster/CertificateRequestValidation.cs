namespace KubeAssert.Validation;

/// <summary>CertificateSigningRequests (certificates.k8s.io), but for the cryptography of the request.</summary>
/// <remarks>Source: certificates validation: validateCertificateSigningRequest; core validation: ValidateSignerName.</remarks>
internal static class CertificateRequestValidation
{
    private const int LeastSeconds = 600;

    public static void Check(MapNode root, Problems problems)
    {
        MetadataValidation.Check(root, NameForm.PathSegment, isNamespaced: false, problems, keepsGeneration: true);
        var spec = root["spec"];
        CheckRequest(spec, problems);
        CheckUsages(spec, problems);
        CheckSigner(spec, problems);
        if (spec.Integer("expirationSeconds") is { } seconds and < LeastSeconds)
            problems.Add("out-of-range", spec["expirationSeconds"], $"is {seconds}; {LeastSeconds} is the least", $"set {LeastSeconds} or more");
    }

    private static void CheckRequest(Node spec, Problems problems)
    {
        var text = spec.String("request");
        var bytes = new byte[text.Length];
        var isPem = Convert.TryFromBase64String(text, bytes, out var length)
            && System.Text.Encoding.ASCII.GetString(bytes, 0, length).Contains("-----BEGIN CERTIFICATE REQUEST-----", StringComparison.Ordinal);
        if (!isPem)
            problems.Add("certificate-request", spec["request"], "is no PEM block of type CERTIFICATE REQUEST", "write the PEM file in base64");
    }

    private static void CheckUsages(Node spec, Problems problems)
    {
        var usages = spec.List("usages");
        if (usages.IsEmpty)
            problems.Add("required", spec["usages"], "needs a usage", "list client auth, server auth, digital signature");
        for (var i = 0; i < usages.Length; i++)
        {
            if (!IsUsage(usages[i].AsString() ?? ""))
                problems.Add("unsupported-value", usages[i], $"is {NameForm.Quoted(usages[i].Text ?? "")}, which is no key usage", "use digital signature, key encipherment, client auth, server auth");
            for (var earlier = 0; earlier < i; earlier++)
            {
                if (usages[earlier].AsString() == usages[i].AsString())
                    problems.Add("duplicate", usages[i], $"{usages[i].Text} is listed twice", "list it once");
            }
        }
    }

    private static bool IsUsage(string usage) =>
        usage is "signing" or "digital signature" or "content commitment" or "key encipherment" or "key agreement" or "data encipherment" or "cert sign"
            or "crl sign" or "encipher only" or "decipher only" or "any" or "server auth" or "client auth" or "code signing" or "email protection" or "s/mime"
            or "ipsec end system" or "ipsec tunnel" or "ipsec user" or "timestamping" or "ocsp signing" or "microsoft sgc" or "netscape sgc";

    /// <summary>A domain of two parts, a slash, and a name.</summary>
    private static void CheckSigner(Node spec, Problems problems)
    {
        if (!problems.Require(spec, "signerName", "name the signer: kubernetes.io/kube-apiserver-client"))
            return;

        var name = spec.String("signerName");
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var isValid = slash > 0
            && name.AsSpan().Count('/') == 1
            && slash <= 253
            && name[..slash].Contains('.', StringComparison.Ordinal)
            && name[..slash].Split('.').All(Names.IsDnsLabel)
            && name[(slash + 1)..].Split('.').All(Names.IsDnsSubdomain)
            && name.Length <= 571
            && name != "kubernetes.io/legacy-unknown";
        if (!isValid)
            problems.Add("invalid-name", spec["signerName"], $"is {NameForm.Quoted(name)}, which names no signer", "write example.com/signer-name");
    }
}
