using System.Buffers.Text;
using System.Text;

namespace KubeAssert.Cel;

/// <summary>What is written in a custom object, as expressions see it through the schema.</summary>
internal static class SchemaValue
{
    public static CelValue Of(Node node, ObjectSchema schema)
    {
        if (!node.HasValue)
            return schema.Nullable ? NullValue.Instance : new ErrorValue("invalid data, got null for schema with nullable=false");
        if (schema.IsIntOrString)
        {
            return node.Kind is NodeKind.String or NodeKind.Integer && NodeValue.Of(node) is StringValue or IntValue
                ? NodeValue.Of(node)
                : new ErrorValue("invalid data, expected XIntOrString value to be either a string or integer");
        }

        switch (schema.Type)
        {
            case "object":
                return node.IsMap
                    ? new SchemaMap(node, schema.IsEmbeddedResource ? schema.WithTypeAndObjectMeta() : schema)
                    : new ErrorValue("invalid data, expected a map for the provided schema with type=object");
            case "array":
                if (!node.IsList)
                    return new ErrorValue("invalid data, expected an array for the provided schema with type=array");
                return schema.Items is { } items
                    ? SchemaList.Of([.. node.Items.Select(i => Of(i, items))], schema)
                    : new ErrorValue("invalid array type, expected Items with a non-empty Schema");
            case "string":
                return node.AsString() is { } text ? OfText(text, schema.Format) : new ErrorValue("invalid data, expected string");
            case "number":
                return node.AsNumber() is { } number ? new DoubleValue(number) : new ErrorValue("invalid data, expected float");
            case "integer":
                return node.AsInteger() is { } integer ? new IntValue(integer) : new ErrorValue("invalid data, expected int");
            case "boolean":
                return node.AsBoolean() is { } boolean ? BoolValue.Of(boolean) : new ErrorValue("invalid data, expected bool");
            default:
                return schema.PreservesUnknown ? NodeValue.Of(node) : new ErrorValue("invalid type, expected object, array, number, integer, boolean or string");
        }
    }

    /// <summary>An item from elsewhere in a list of a schema, which takes only what could have been written there.</summary>
    public static CelValue AsItem(CelValue item, ObjectSchema schema)
    {
        var fits = schema switch
        {
            { IsIntOrString: true } => item is StringValue or IntValue,
            { Type: "object" } => item is SchemaMap,
            { Type: "array" } => item is SchemaList,
            { Type: "string" } => item is StringValue,
            { Type: "number" } => item is DoubleValue or IntValue,
            { Type: "integer" } => item is IntValue,
            { Type: "boolean" } => item is BoolValue,
            _ => true,
        };
        if (!fits)
            return item as ErrorValue ?? new ErrorValue($"invalid data, expected {schema.Type}, got {item.Type}");
        return (schema.Type, item) switch
        {
            ("string", StringValue text) => OfText(text.Value, schema.Format),
            ("number", IntValue number) => new DoubleValue(number.Value),
            _ => item,
        };
    }

    private static CelValue OfText(string text, string format)
    {
        switch (format)
        {
            case "duration":
                return TimeText.ParseLongDuration(text) is { } duration ? duration : new ErrorValue($"Invalid duration {text}");
            case "date":
                return TimeText.ParseDate(text) is { } date ? date : new ErrorValue($"Invalid date formatted string {text}");
            case "date-time":
                if (text.Length == 0)
                    return new TimestampValue(0, 0, 0);
                return TimeText.ParseTimestamp(text, zoneOptional: true) is { } time ? time : new ErrorValue($"Invalid date-time formatted string {text}");
            case "byte":
                var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length) + 3];
                return Convert.TryFromBase64String(text, bytes, out var length) ? new BytesValue(bytes[..length]) : new ErrorValue($"Invalid byte formatted string {text}");
            default:
                return new StringValue(text);
        }
    }

    private sealed class SchemaMap(Node node, ObjectSchema schema) : MapValue
    {
        public override int Count => node.Entries.Count;

        public override IEnumerable<CelValue> Keys
        {
            get
            {
                foreach (var entry in node.Entries)
                {
                    if (SchemaOf(entry.Key) is not null)
                        yield return new StringValue(schema.Properties is null ? entry.Key : PropertyNames.Escape(entry.Key) ?? entry.Key);
                }
            }
        }

        public override CelValue? Find(CelValue key)
        {
            if (key is not StringValue text)
                return ErrorValue.NoSuchOverloadFor(key);
            var name = schema.Properties is null ? text.Value : PropertyNames.Unescape(text.Value);
            return name is null ? null : FindProperty(name);
        }

        public override CelValue EqualTo(CelValue other)
        {
            if (other is not MapValue map)
                return ErrorValue.NoSuchOverloadFor(other);
            if (map.Count != Count)
                return BoolValue.False;
            foreach (var entry in node.Entries)
            {
                if (SchemaOf(entry.Key) is not null)
                {
                    var key = new StringValue(entry.Key);
                    var (mine, theirs) = (Find(key), map.Find(key));
                    if (mine is null != theirs is null)
                        return BoolValue.False;
                    if (mine is not null && mine.EqualTo(theirs!) is var equal && equal != BoolValue.True)
                        return equal;
                }
                else if (other is not SchemaMap same)
                {
                    return ErrorValue.NoSuchOverload;
                }
                else if (same.Raw(entry.Key) is { Exists: true } theirs && NodeValue.Of(entry.Value).EqualTo(NodeValue.Of(theirs)) != BoolValue.True)
                {
                    return BoolValue.False;
                }
            }

            return BoolValue.True;
        }

        private Node Raw(string key) => node[key];

        private CelValue? FindProperty(string name)
        {
            var value = node[name];
            if (!value.Exists || (schema.Properties is not null && !value.HasValue))
                return null;
            return SchemaOf(name) is { } property ? SchemaValue.Of(value, property) : null;
        }

        private ObjectSchema? SchemaOf(string key) =>
            schema.Properties is { } properties ? properties.GetValueOrDefault(key) : schema.AdditionalProperties;
    }
}

/// <summary>A list of a custom object: equal as its list type says, and open to sums.</summary>
internal sealed class SchemaList : ListValue
{
    private readonly CelValue[] _items;
    private readonly ObjectSchema _schema;

    private SchemaList(CelValue[] items, ObjectSchema schema)
    {
        _items = items;
        _schema = schema;
    }

    public override int Count => _items.Length;

    public override CelValue this[int index] => _items[index];

    private bool IsSet => _schema.ListType == "set";

    private bool IsMap => _schema.ListType == "map";

    public static SchemaList Of(CelValue[] items, ObjectSchema schema) => new(items, schema);

    public override CelValue At(CelValue index) => index is IntValue ? base.At(index) : index as ErrorValue ?? new ErrorValue($"unsupported index: {Conversions.Display(index)}");

    public override CelValue Contains(CelValue item)
    {
        ErrorValue? error = null;
        foreach (var mine in _items)
        {
            var equal = mine.EqualTo(item);
            if (equal == BoolValue.True)
                return equal;
            if (equal is not BoolValue)
                error ??= ErrorValue.NoSuchOverloadFor(equal);
        }

        return error is null ? BoolValue.False : error;
    }

    public override CelValue Add(ListValue other)
    {
        var items = new List<CelValue>(_items);
        foreach (var item in other.Items)
        {
            var at = IsSet ? items.FindIndex(i => i.EqualTo(item) == BoolValue.True) : IsMap ? items.FindIndex(i => SameKey(i, item)) : -1;
            if (at < 0)
                items.Add(SchemaValue.AsItem(item, _schema.Items!));
            else if (IsMap)
                items[at] = item;
        }

        return new SchemaList([.. items], _schema);
    }

    public override CelValue EqualTo(CelValue other)
    {
        if (other is not ListValue list)
            return ErrorValue.NoSuchOverloadFor(other);
        if (list.Count != Count)
            return BoolValue.False;
        for (var i = 0; i < list.Count; i++)
        {
            var item = list[i];
            if (IsSet)
            {
                if (!Array.Exists(_items, mine => mine.EqualTo(item) == BoolValue.True))
                    return BoolValue.False;
                continue;
            }

            var equal = !IsMap ? _items[i].EqualTo(item)
                : Array.Find(_items, mine => SameKey(mine, item)) is { } same ? same.EqualTo(item) : BoolValue.False;
            if (equal != BoolValue.True)
                return equal;
        }

        return BoolValue.True;
    }

    private bool SameKey(CelValue left, CelValue right) =>
        left is MapValue a && right is MapValue b && _schema.ListMapKeys.All(k =>
        {
            var key = new StringValue(PropertyNames.Escape(k) ?? k);
            return (a.Find(key), b.Find(key)) switch
            {
                (null, null) => true,
                ({ } x, { } y) => x.EqualTo(y) == BoolValue.True,
                _ => false,
            };
        });
}
