// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldReadingTest {

    private static Object read(String field, String members) {
        return Readings.event(Readings.DOCUMENTS, "{\"time\":0," + members + "}", field).get(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a\":{\"b\":{\"c\":\"x\"}}",
                "\"a.b.c\":\"x\"",
                "\"a\":{\"b.c\":\"x\"}",
                "\"a.b\":{\"c\":\"x\"}",
                "\"a\":{\"other\":1,\"b\":{\"c.d\":1,\"c\":[\"x\"]}}"
            })
    void everySpellingOfAPathReadsTheSame(String members) {
        assertThat(read("a.b.c", members)).isEqualTo("x");
    }

    @Test
    void aKeyMayHoldDotsAndSlashesOfItsOwn() {
        String extra = "kubernetes.audit.user.extra.authentication.kubernetes.io/pod-name";
        String member = "\"authentication.kubernetes.io/pod-name\":[\"web-1\"]";

        assertThat(
                        read(
                                extra,
                                "\"kubernetes\":{\"audit\":{\"user\":{\"extra\":{"
                                        + member
                                        + "}}}}"))
                .isEqualTo("web-1");
        assertThat(read(extra, "\"kubernetes.audit\":{\"user.extra\":{" + member + "}}"))
                .isEqualTo("web-1");
    }

    @Test
    void arraysGiveAllTheirValues() {
        assertThat(read("a", "\"a\":[\"x\",1,true]")).isEqualTo(new Object[] {"x", 1L, true});
        assertThat(read("a", "\"a\":[[\"x\"],[[\"y\"]]]")).isEqualTo(new Object[] {"x", "y"});
        assertThat(read("a.b", "\"a\":[{\"b\":1},{\"c\":0},{\"b\":[2,3]}]"))
                .isEqualTo(new Object[] {1L, 2L, 3L});
    }

    @Test
    void anArrayOfOneIsItsValue() {
        assertThat(read("a", "\"a\":[\"x\"]")).isEqualTo("x");
    }

    @Test
    void nullsAreNoValues() {
        assertThat(read("a", "\"a\":null")).isNull();
        assertThat(read("a", "\"a\":[]")).isNull();
        assertThat(read("a", "\"a\":[null,\"x\",null]")).isEqualTo("x");
        assertThat(read("a.b", "\"a\":null")).isNull();
    }

    @Test
    void anObjectIsNoValue() {
        assertThat(read("a", "\"a\":{\"b\":1}")).isNull();
        assertThat(read("a", "\"a\":[{\"b\":1},2]")).isEqualTo(2L);
    }

    @Test
    void aScalarOnTheWayIsNoParent() {
        assertThat(read("a.b", "\"a\":\"b\"")).isNull();
    }

    @Test
    void bothSpellingsInOneDocumentAddUp() {
        assertThat(read("a.b", "\"a\":{\"b\":1},\"a.b\":2")).isEqualTo(new Object[] {1L, 2L});
    }

    @Test
    void aKeyThatStandsTwiceHasBothValues() {
        assertThat(read("a", "\"a\":1,\"a\":2")).isEqualTo(new Object[] {1L, 2L});
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a.", ".a", "a..b", "a.b.", ""})
    void keysWithEmptySegmentsAreOtherKeys(String key) {
        assertThat(read("a.b", "\"" + key + "\":1,\"a\":{\"" + key + "\":1}")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "0, 0",
        "-0, 0"
    })
    void integersAreLongs(String json, long value) {
        assertThat(read("a", "\"a\":" + json)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775808, 9.223372036854775808E18",
        "1e3, 1000.0",
        "-0.5, -0.5",
        "1E-400, 0.0",
        "1e999, Infinity"
    })
    void otherNumbersAreDoubles(String json, double value) {
        assertThat(read("a", "\"a\":" + json)).isEqualTo(value);
    }

    @Test
    void textIsDecoded() {
        assertThat(read("a", "\"a\":\"\\u0041\\n\\\"\\/\\ud83d\\ude00é\"")).isEqualTo("A\n\"/😀é");
    }

    @Test
    void anArrayThatCouldHaveBeenAnEnvelopeIsStillAField() {
        String record = "{\"@timestamp\":0,\"items\":[{\"name\":\"x\"},{\"name\":\"y\"},\"z\"]}";

        assertThat(Readings.event(SourceFormat.AUTO, record, "items.name").get("items.name"))
                .isEqualTo(new Object[] {"x", "y"});
    }
}
