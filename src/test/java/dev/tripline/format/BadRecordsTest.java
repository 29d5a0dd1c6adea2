// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.DeadLetter;
import dev.tripline.event.DeadLetter.Reason;
import dev.tripline.event.Redactor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A record that is no event becomes a dead letter that says why, and never an exception. */
class BadRecordsTest {

    private static final String GOOD = "{\"@timestamp\":\"2026-03-02T10:00:00Z\",\"a\":";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | the record is empty",
                "` ` | the record is empty",
                "null | the record is not a JSON object",
                "\"text\" | Unrecognized token '…'",
                "12 | the record is not a JSON object",
                "{} {} | the record goes on after the end of its JSON",
                "{}] | Unexpected close marker ']'",
                "{\"a\":secretword} | Unrecognized token '…'",
                "{\"a\":'x'} | Unexpected character (''' (code 39))",
                "{a:1} | Unexpected character ('a' (code 97))",
                "{\"a\":01} | Invalid numeric value: Leading zeroes not allowed at byte 6",
                "{\"a\":NaN} | Non-standard token '…'",
                "{\"a\":\"\\x\"} | Unrecognized character escape 'x' (code 120) at byte 7",
                "{\"a\":\"\\ud8\"} | Unexpected character"
            })
    void whatIsNotOneJsonObjectIsMalformed(String record, String message) {
        DeadLetter letter = Readings.deadLetter(SourceFormat.AUTO, record);

        assertThat(letter.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(letter.message()).startsWith(message).doesNotContain("secretword");
        assertThat(letter.bytes()).asString(StandardCharsets.UTF_8).isEqualTo(record);
        assertThat(letter.coordinates()).isEqualTo(Readings.PLACE);
        assertThat(letter.truncated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\":1", "{\"a\":\"x", "{\"a\":{\"b\":[1,"})
    void whatEndsTooEarlyIsTruncated(String record) {
        DeadLetter letter = Readings.deadLetter(SourceFormat.AUTO, record);

        assertThat(letter.reason()).isEqualTo(Reason.TRUNCATED);
        assertThat(letter.message()).isEqualTo("the record ends in the middle of its JSON");
        assertThat(letter.bytes()).asString(StandardCharsets.UTF_8).isEqualTo(record);
    }

    @Test
    void whatEndsTooEarlyStillTellsWhoItWas() {
        String token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzeXN0ZW0ifQ.c2lnbmF0dXJl";
        String record = "{\"auditID\":\"c59d6a7c " + token + "\",\"stage\":\"Panic\",\"verb\":\"g";

        assertThat(Readings.deadLetter(SourceFormat.AUTO, record).message())
                .startsWith("the record ends in the middle of its JSON; it was auditID c59d")
                .endsWith(", stage Panic")
                .doesNotContain("eyJ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // a continuation of nothing
                "c3", // a beginning without its continuation
                "c0af", // an overlong slash
                "e080af",
                "f08080af",
                "eda080", // half a surrogate pair
                "f4908080", // beyond Unicode
                "ff",
                "fe"
            })
    void whatIsNotUtf8IsMalformedWhereverItStands(String hex) {
        for (String field : new String[] {"a", "nobody.asked"}) {
            byte[] record = withBytes(HexFormat.of().parseHex(hex));

            DeadLetter letter = Readings.of(SourceFormat.AUTO, record, field).deadLetter();

            assertThat(letter.reason()).isEqualTo(Reason.MALFORMED);
            assertThat(letter.message()).isEqualTo("the record is not in UTF-8");
            assertThat(letter.bytes()).isEqualTo(record);
        }
    }

    private static byte[] withBytes(byte[] text) {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.writeBytes((GOOD + "\"").getBytes(StandardCharsets.UTF_8));
        record.writeBytes(text);
        record.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
        return record.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
    void otherEncodingsAreMalformed(String encoding) throws Exception {
        String list = "{\"kind\":\"EventList\",\"items\":[{\"auditID\":\"a\"}]}";

        DeadLetter letter = Readings.of(SourceFormat.AUTO, list.getBytes(encoding)).deadLetter();

        assertThat(letter.reason()).isEqualTo(Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000{}", "{\u0000}", "{}\u0000", "{\"a\":\"\u0000\"}", "\u0000"})
    void zeroBytesAreMalformed(String record) {
        assertThat(Readings.deadLetter(SourceFormat.AUTO, record).reason())
                .isEqualTo(Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void aHundredThousandLevelsAreMalformed(String level) {
        String deep = GOOD + level.repeat(100_000);

        for (String record : new String[] {deep, deep.replace("\"a\"", "\"b\"")}) {
            DeadLetter letter = Readings.of(SourceFormat.AUTO, record, "a").deadLetter();

            assertThat(letter.reason()).isEqualTo(Reason.MALFORMED);
            assertThat(letter.message()).contains("nested deeper than 500");
        }
    }

    /** As deep as a configuration may allow. */
    @Test
    void theDepthThatIsTakenCanBeChosen() {
        for (String[] level : new String[][] {{"[", "]"}, {"{\"a\":", "}"}}) {
            String inner = level[0].repeat(999) + "1" + level[1].repeat(999) + "}";

            assertThat(atMostDeep(1000, GOOD + inner).events()).hasSize(1);
            assertThat(atMostDeep(999, GOOD + inner).deadLetter().message())
                    .contains("nested deeper than 999");
        }
    }

    private static Readings atMostDeep(int maxDepth, String record) {
        Readings readings = new Readings();
        new FormatReader(
                        SourceFormat.AUTO,
                        DerivedFields.complete(List.of("a" + ".a".repeat(998))),
                        SourceContext.of(new Redactor(new byte[] {1})),
                        new ReadLimits(maxDepth, 0),
                        time -> null)
                .read(record.getBytes(StandardCharsets.UTF_8), Readings.PLACE, readings);
        return readings;
    }

    @Test
    void fourHundredLevelsAreFine() {
        String record = GOOD + "[".repeat(400) + "1" + "]".repeat(400) + "}";

        assertThat(Readings.event(SourceFormat.AUTO, record, "a").get("a")).isEqualTo(1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"a\":1}", "{\"auditID\":{},\"stage\":\"Panic\",\"timestamp\":0}"})
    void whatNoFormatRecognisesIsSaidToBe(String record) {
        DeadLetter letter = Readings.deadLetter(SourceFormat.AUTO, record);

        assertThat(letter.reason()).isEqualTo(Reason.UNKNOWN_FORMAT);
        assertThat(letter.message()).contains("kubernetes-audit", "elastic-agent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{\"seconds\":1}", "[]", "[null,{}]"})
    void anEventWithoutATimeIsADeadLetter(String time) {
        String record = "{\"event.category\":\"x\",\"@timestamp\":" + time + "}";

        DeadLetter letter = Readings.deadLetter(SourceFormat.AUTO, record);

        assertThat(letter.reason()).isEqualTo(Reason.NO_TIMESTAMP);
        assertThat(letter.message()).isEqualTo("has no @timestamp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "\"\"", "\"soon\"", "[\"soon\",0]", "1e999"})
    void aTimeThatIsNoneIsADeadLetter(String time) {
        DeadLetter letter = Readings.deadLetter(SourceFormat.AUTO, "{\"@timestamp\":" + time + "}");

        assertThat(letter.reason()).isEqualTo(Reason.BAD_TIMESTAMP);
        assertThat(letter.message()).endsWith("\" is no time");
    }

    @Test
    void aWrongTimeIsQuotedBrieflyAndWithoutItsTokens() {
        String jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzeXN0ZW0ifQ.c2lnbmF0dXJl";
        String time = "x".repeat(90) + jwt + "x".repeat(1_000_000);

        DeadLetter letter =
                Readings.deadLetter(SourceFormat.AUTO, "{\"@timestamp\":\"" + time + "\"}");

        assertThat(letter.message()).hasSizeLessThan(150).doesNotContain("eyJ");
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        assertThat(Readings.event(SourceFormat.AUTO, "\uFEFF" + GOOD + "1}", "a").get("a"))
                .isEqualTo(1L);
    }

    @Test
    void halfASurrogatePairInAnEscapeIsKept() {
        assertThat(Readings.event(SourceFormat.AUTO, GOOD + "\"\\ud83d!\"}", "a").get("a"))
                .isEqualTo("\ud83d!");
    }

    @Test
    void hugeKeysAndNumbersHideNothing() {
        String key = "k".repeat(1 << 20);
        String number = "9".repeat(1_000_000);
        String record =
                "{\"" + key + "\":" + number + ",\"n\":" + number + "," + GOOD.substring(1) + "1}";

        assertThat(Readings.event(SourceFormat.AUTO, record, "a").get("a")).isEqualTo(1L);
        assertThat(Readings.event(SourceFormat.AUTO, record, "n").get("n"))
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Readings.event(SourceFormat.AUTO, record, key).get(key))
                .isEqualTo(Double.POSITIVE_INFINITY);
    }
}
