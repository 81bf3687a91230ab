using KubeAssert.OpenApi;
using KubeAssert.SchemaCompiler;

const string Usage = """
    Compiles what the package knows of Kubernetes: schemas and list types from OpenAPI v3 documents; from the Go types of the API
    lifecycles, scopes, and which empty fields are written.

    usage: dotnet run --project tools/KubeAssert.SchemaCompiler -- [--kubernetes 1.38] [--go-types FOLDER] [--fresh] [--output FILE] FILE_OR_FOLDER...

      FILE_OR_FOLDER   OpenAPI v3 documents as a cluster serves them (kubectl get --raw /openapi/v3/apis/apps/v1), as the Kubernetes
                       repository publishes them (api/openapi-spec/v3), or one file per version: {"kubernetes": "1.36", "schemas": {...}}
      --kubernetes     the version of documents that don't say it themselves
      --go-types       a checkout of https://github.com/kubernetes/api at the version's tag
      --fresh          start from nothing; without it the given versions are added to those in the output, or replace them there
      --output         default: src/KubeAssert/Schemas/Compiled/kubernetes.schemas
    """;

var output = "src/KubeAssert/Schemas/Compiled/kubernetes.schemas";
string? kubernetes = null;
string? goTypes = null;
var fresh = false;
var inputs = new List<string>();
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--fresh")
        fresh = true;
    else if (args[i] == "--kubernetes" && i + 1 < args.Length)
        kubernetes = args[++i];
    else if (args[i] == "--go-types" && i + 1 < args.Length)
        goTypes = args[++i];
    else if (args[i] == "--output" && i + 1 < args.Length)
        output = args[++i];
    else
        inputs.Add(args[i]);
}

if (inputs.Count == 0 || (goTypes is not null && !Directory.Exists(goTypes)) || inputs.Exists(input => input.StartsWith('-') || !Path.Exists(input)))
{
    Console.Error.WriteLine(Usage);
    return 2;
}

var files = inputs
    .SelectMany(IEnumerable<string> (input) => Directory.Exists(input) ? Directory.EnumerateFiles(input, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [input])
    .ToList();

var table = new SchemaTable();
if (!fresh && File.Exists(output))
{
    using var existing = File.OpenRead(output);
    table.AddAll(SchemaResource.Read(existing));
}

var folder = Path.GetDirectoryName(Path.GetFullPath(output))!;
try
{
    foreach (var (version, documents) in OpenApiDocuments.ByVersion(files, kubernetes))
    {
        table.Add(version, documents);
        ListTypesFile.Update(Path.Combine(folder, "list.types"), documents);
    }
}
catch (FormatException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

table.Write(output);
if (goTypes is not null)
{
    var source = new GoSource(goTypes);
    new ObjectFormsFile(source).Update(Path.Combine(folder, "object.forms"));
    LifecyclesFile.Update(Path.Combine(folder, "api.lifecycles"), source);
    ScopesFile.Update(Path.Combine(folder, "api.scopes"), source);
}

Console.WriteLine($"{output}: {new FileInfo(output).Length:N0} bytes; {table.Summary}");
return 0;
