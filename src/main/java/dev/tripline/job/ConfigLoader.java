// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.apache.flink.util.TimeUtils;

/** Reads a configuration file. Paths in it are relative to the file. */
public final class ConfigLoader {

    private ConfigLoader() {}

    /**
     * @throws ConfigException if the file is missing, is no YAML, or has a wrong key or value; says
     *     which line
     */
    public static JobConfig load(Path file) throws ConfigException {
        try {
            JobConfig config =
                    mapper(file.toAbsolutePath().getParent())
                            .readValue(Files.readString(file), JobConfig.class);
            if (config == null) {
                throw new ConfigException(file + ": the file is empty");
            }
            return config;
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": there is no such file");
        } catch (JacksonException e) {
            throw new ConfigException(file + place(e.getLocation()) + ": " + problem(e));
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static ObjectMapper mapper(Path directory) {
        SimpleModule types = new SimpleModule();
        types.addDeserializer(Path.class, new RelativePath(directory));
        types.addDeserializer(Duration.class, new ReadableDuration());
        return YAMLMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                // Else the second of two equal keys would silently replace the first.
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .addModule(types)
                .build();
    }

    private static String place(JsonLocation location) {
        return location == null ? "" : ":" + location.getLineNr() + ":" + location.getColumnNr();
    }

    private static String problem(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "there is no key "
                    + quoted(path(unknown))
                    + "; "
                    + (unknown.getKnownPropertyIds() == null
                            ? ""
                            : "here stand "
                                    + unknown.getKnownPropertyIds().stream()
                                            .map(String::valueOf)
                                            .sorted(Comparator.naturalOrder())
                                            .collect(Collectors.joining(", ")));
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
            return directory.resolve(parser.getValueAsString()).normalize();
        }
    }

    private static final class ReadableDuration extends StdDeserializer<Duration> {
        private static final long serialVersionUID = 1L;

        ReadableDuration() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            String text = parser.getValueAsString();
            try {
                return TimeUtils.parseDuration(text);
            } catch (IllegalArgumentException | NullPointerException e) {
                throw InvalidFormatException.from(
                        parser,
                        "a duration is a number and a unit, such as 30s, 5min or 1d",
                        text,
                        Duration.class);
            }
        }
    }
}
