// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTest {

    @TempDir private Path directory;

    private Path write(String content) throws IOException {
        return Files.writeString(directory.resolve("schema.json"), content);
    }

    @Test
    void aFileDeclaresEveryType() throws Exception {
        Schema schema =
                Schema.load(
                        write(
                                """
                                {"a": "keyword", "b": "long", "c": "double", "d.e": "boolean",
                                 "f": "date", "g": "ip", "h": "version"}
                                """));

        assertThat(schema.typeOf("a")).isEqualTo(FieldType.KEYWORD);
        assertThat(schema.typeOf("b")).isEqualTo(FieldType.LONG);
        assertThat(schema.typeOf("c")).isEqualTo(FieldType.DOUBLE);
        assertThat(schema.typeOf("d.e")).isEqualTo(FieldType.BOOLEAN);
        assertThat(schema.typeOf("f")).isEqualTo(FieldType.DATE);
        assertThat(schema.typeOf("g")).isEqualTo(FieldType.IP);
        assertThat(schema.typeOf("h")).isEqualTo(FieldType.VERSION);
        assertThat(schema.typeOf("d")).isNull();
    }

    @Test
    void theTimestampIsADateInEverySchema() {
        assertThat(Schema.NONE.typeOf("@timestamp")).isEqualTo(FieldType.DATE);
        assertThat(Schema.of(Map.of()).typeOf("@timestamp")).isEqualTo(FieldType.DATE);
        assertThat(Schema.NONE.withTimestampField("ts").typeOf("ts")).isEqualTo(FieldType.DATE);
        assertThat(Schema.NONE.withTimestampField("ts").typeOf("@timestamp"))
                .isEqualTo(FieldType.UNDECLARED);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '^',
            textBlock =
                    """
                    {"a": "string"} => :1:7: the type of "a" must be one of keyword, long, double, boolean, date, ip, version
                    {"a": {"b": "long"}} => :1:7: the type of "a" must be one of keyword, long, double, boolean, date, ip, version
                    {"a": "undeclared"} => :1:7: the type of "a" must be one of keyword, long, double, boolean, date, ip, version
                    {"a": "ip", "a": "long"} => :1:13: "a" has a type already
                    ["a"] => :1:1: a schema is one JSON object, such as {"process.pid": "long"}
                    {"a": "ip"} 5 => :1:13: a schema ends with its only object
                    """)
    void saysWhereAndWhatIsWrong(String content, String problem) throws IOException {
        Path file = write(content);

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> Schema.load(file))
                .withMessage(file + problem);
    }

    @Test
    void everyWrongTypeIsReported() throws IOException {
        Path file = write("{\"a\": \"text\",\n\"b\": 5,\n\"c\": \"ip\"}");

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> Schema.load(file))
                .satisfies(
                        e ->
                                assertThat(e.getMessage().lines())
                                        .satisfiesExactly(
                                                one -> assertThat(one).contains(":1:7: "),
                                                two -> assertThat(two).contains(":2:6: ")));
    }

    @Test
    void brokenJsonAndMissingFilesAreRefused() throws IOException {
        Path broken = write("{\"a\" \"b\"}");

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> Schema.load(broken))
                .withMessageStartingWith(broken + ":1:6: this is not JSON: ");
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> Schema.load(directory.resolve("none")))
                .withMessageEndingWith("none: there is no such file");
    }
}
