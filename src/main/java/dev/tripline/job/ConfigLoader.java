// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tripline.alert.AlertFormat;
import dev.tripline.format.IpBlock;
import dev.tripline.rule.Severity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.util.TimeUtils;

/** Reads a configuration file. Paths in it are relative to the file. */
public final class ConfigLoader {

    private static final String NO_KEYS =
            "there must be keys with values, at least rules, sources and sinks";

    /** Types whose values are read with {@link FromText}. */
    private static final Set<Class<?>> SAYS_IT_BETTER =
            Set.of(
                    Duration.class,
                    Pattern.class,
                    StartPosition.class,
                    IpBlock.class,
                    URI.class,
                    Severity.class,
                    AlertFormat.class,
                    DeliveryGuarantee.class);

    private ConfigLoader() {}

    /**
     * @throws ConfigException if the file is missing, is no YAML, or has a wrong key or value; says
     *     which line
     */
    public static JobConfig load(Path file) throws ConfigException {
        try {
            return parse(file, Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": there is no such file");
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static JobConfig parse(Path file, String content) throws ConfigException, IOException {
        try {
            JobConfig config =
                    mapper(file.toAbsolutePath().getParent()).readValue(content, JobConfig.class);
            if (config == null) {
                throw new ConfigException(file + ": " + NO_KEYS);
            }
            return config;
        } catch (JacksonException e) {
            throw new ConfigException(file + place(e, content) + ": " + problem(e));
        }
    }

    private static ObjectMapper mapper(Path directory) {
        SimpleModule types = new SimpleModule();
        types.addDeserializer(Path.class, new RelativePath(directory));
        types.addDeserializer(
                Duration.class,
                new FromText<>(
                        Duration.class,
                        TimeUtils::parseDuration,
                        "a duration is a number and a unit, such as 30s, 5min or 1d"));
        types.addDeserializer(
                Pattern.class,
                new FromText<>(
                        Pattern.class,
                        Pattern::compile,
                        "it is no regular expression; k8s-audit-.* is one"));
        types.addDeserializer(
                StartPosition.class,
                new FromText<>(
                        StartPosition.class,
                        StartPosition::parse,
                        "use committed, earliest, latest, or a time such as"
                                + " 2026-03-01T00:00:00Z"));
        types.addDeserializer(
                IpBlock.class,
                new FromText<>(
                        IpBlock.class,
                        text -> IpBlock.parse(text).orElseThrow(IllegalArgumentException::new),
                        "a block is an address and its bits, such as 10.0.0.0/8"));
        types.addDeserializer(
                URI.class,
                new FromText<>(
                        URI.class,
                        ConfigLoader::host,
                        "a host is http or https with a name, such as https://es-1:9200"));
        types.addDeserializer(
                Severity.class,
                new FromText<>(
                        Severity.class,
                        text -> Severity.of(text).orElseThrow(IllegalArgumentException::new),
                        "use low, medium, high or critical"));
        types.addDeserializer(
                AlertFormat.class,
                new FromText<>(AlertFormat.class, ConfigLoader::alertFormat, "use ecs or ocsf"));
        types.addDeserializer(
                DeliveryGuarantee.class,
                new FromText<>(
                        DeliveryGuarantee.class,
                        ConfigLoader::delivery,
                        "use at-least-once or exactly-once"));
        return YAMLMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                // Else the second of two equal keys would silently replace the first.
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .addModule(types)
                .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
                .build();
    }

    private static URI host(String text) {
        URI host = URI.create(text);
        if (host.getHost() == null || !Set.of("http", "https").contains(host.getScheme())) {
            throw new IllegalArgumentException(text);
        }
        return host;
    }

    private static AlertFormat alertFormat(String text) {
        return switch (text) {
            case "ecs" -> AlertFormat.ECS;
            case "ocsf" -> AlertFormat.OCSF;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static DeliveryGuarantee delivery(String text) {
        return switch (text) {
            case "at-least-once" -> DeliveryGuarantee.AT_LEAST_ONCE;
            case "exactly-once" -> DeliveryGuarantee.EXACTLY_ONCE;
            default -> throw new IllegalArgumentException(text);
        };
    }

    /**
     * The mapper notices a wrong key when it is done with everything around it, so the place is
     * looked up again.
     */
    private static String place(JacksonException e, String content) throws IOException {
        JsonLocation location = e.getLocation();
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String pointer = pointer(mapping);
            try (JsonParser parser = new YAMLFactory().createParser(content)) {
                while (parser.nextToken() != null) {
                    if (parser.getParsingContext().pathAsPointer().toString().equals(pointer)) {
                        location = parser.currentTokenLocation();
                        break;
                    }
                }
            }
        }
        return location == null ? "" : ":" + location.getLineNr() + ":" + location.getColumnNr();
    }

    private static String pointer(JsonMappingException e) {
        JsonPointer pointer = JsonPointer.empty();
        for (JsonMappingException.Reference step : e.getPath()) {
            pointer =
                    step.getFieldName() == null
                            ? pointer.appendIndex(step.getIndex())
                            : pointer.appendProperty(step.getFieldName());
        }
        return pointer.toString();
    }

    private static String problem(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "there is no key "
                    + quoted(path(unknown))
                    + "; known here are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted(Comparator.naturalOrder())
                            .collect(Collectors.joining(", "));
        }
        if (e instanceof InvalidNullException missing) {
            return quoted(path(missing)) + " has no value";
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getPath().isEmpty()) {
            return NO_KEYS;
        }
        if (e instanceof MismatchedInputException mismatch && kind(mismatch) != null) {
            return quoted(path(mismatch)) + " must be " + kind(mismatch);
        }
        if (e instanceof InvalidFormatException invalid) {
            return quoted(path(invalid))
                    + " cannot be "
                    + quoted(String.valueOf(invalid.getValue()))
                    + ": "
                    + invalid.getOriginalMessage();
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return quoted(path(mapping)) + ": " + mapping.getOriginalMessage();
        }
        return e.getOriginalMessage();
    }

    /** What is expected, or {@code null} if the exception says it better. */
    private static String kind(MismatchedInputException e) {
        Class<?> type = e.getTargetType();
        if (type == null || SAYS_IT_BETTER.contains(type)) {
            return null;
        }
        if (type.isEnum()) {
            return "one of "
                    + Stream.of(type.getEnumConstants())
                            .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (Map.class.isAssignableFrom(type) || type.isRecord()) {
            return "keys with values";
        }
        if (type == Integer.class) {
            return "a whole number";
        }
        return type == Boolean.class || type == boolean.class ? "true or false" : "one text";
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.length() == 0 ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static final class RelativePath extends StdDeserializer<Path> {
        private static final long serialVersionUID = 1L;

        private final transient Path directory;

        RelativePath(Path directory) {
            super(Path.class);
            this.directory = directory;
        }

        @Override
        public Path deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            String path = parser.getValueAsString();
            if (path == null) {
                throw MismatchedInputException.from(parser, Path.class, "no path");
            }
            return directory.resolve(path).normalize();
        }
    }

    /** For values that are written as one text and checked when they are read. */
    private static final class FromText<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> parse;
        private final String whatIsGood;

        FromText(Class<T> type, Function<String, T> parse, String whatIsGood) {
            super(type);
            this.parse = parse;
            this.whatIsGood = whatIsGood;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getValueAsString();
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException | DateTimeException | NullPointerException e) {
                throw InvalidFormatException.from(parser, whatIsGood, text, handledType());
            }
        }
    }
}
