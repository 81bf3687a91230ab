using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using KubeAssert.Yaml;

namespace KubeAssert.Sources;

/// <summary>How objects of C# and manifests become each other: as Kubernetes writes names, values of enumerations and times.</summary>
internal static class ObjectJson
{
    /// <summary>The form that a MicroTime must have, and that a Time may have: the API server refuses a renewTime of whole seconds.</summary>
    private const string MicroTime = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = Limits.Depth,
        Converters = { new NamesOfValues(), new Times(), new OffsetTimes() },
    };

    private sealed class Times : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset().UtcDateTime;

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToUniversalTime().ToString(MicroTime, CultureInfo.InvariantCulture));
    }

    private sealed class OffsetTimes : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString(MicroTime, CultureInfo.InvariantCulture));
    }

    /// <summary>Values of enumerations by their names, as Kubernetes has them, unless their type says otherwise.</summary>
    private sealed class NamesOfValues : JsonConverterFactory
    {
        private static readonly JsonStringEnumConverter Names = new();

        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum && !typeToConvert.IsDefined(typeof(JsonConverterAttribute), inherit: false);

        public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) => Names.CreateConverter(typeToConvert, options);
    }
}
