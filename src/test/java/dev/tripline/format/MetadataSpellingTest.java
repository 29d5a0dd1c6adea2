// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.event.Event;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Random spellings of the metadata address, and random text without it. */
class MetadataSpellingTest {

    private static final String HOST = "tripline.metadata.host";
    private static final String CREDENTIAL = "tripline.metadata.credential";
    private static final String SHARED = "169.254.169.254";

    private static Event run(String... arguments) {
        return Deriving.from(Map.of("process.args", List.of(arguments)), HOST, CREDENTIAL);
    }

    @Property(tries = 2_000)
    void everySpellingIsTheAddress(@ForAll("spellings") String spelling) {
        Event event = run("curl", "http://" + spelling + "/latest/user-data");

        assertThat(event.get(HOST)).isEqualTo(SHARED);
        assertThat(event.get(CREDENTIAL)).isEqualTo(true);
    }

    @Provide
    Arbitrary<String> spellings() {
        Arbitrary<String> addresses =
                Arbitraries.integers()
                        .between(1, 4)
                        .flatMap(
                                parts ->
                                        Combinators.combine(
                                                        Arbitraries.integers()
                                                                .between(0, 2)
                                                                .list()
                                                                .ofSize(parts),
                                                        Arbitraries.integers().between(0, 3))
                                                .as((radixes, zeros) -> inParts(radixes, zeros)));
        return Combinators.combine(
                        addresses,
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.of("", ".", ":80"),
                        Arbitraries.of("", "a@", "a:b@"))
                .as(
                        (address, layers, place, after, before) ->
                                before + encoded(address, layers, place) + after);
    }

    private static String inParts(List<Integer> radixes, int zeros) {
        long rest = 0xa9fea9feL;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < radixes.size(); i++) {
            int bits = 32 - 8 * i;
            boolean last = i == radixes.size() - 1;
            long part = last ? rest : rest >> bits - 8;
            rest &= (1L << bits - 8) - 1;
            text.append(i == 0 ? "" : ".");
            switch (radixes.get(i)) {
                case 0 -> text.append(part);
                case 1 ->
                        text.append('0').append("0".repeat(zeros)).append(Long.toOctalString(part));
                default ->
                        text.append("0x").append("0".repeat(zeros)).append(Long.toHexString(part));
            }
        }
        return text.toString();
    }

    private static String encoded(String address, int layers, int place) {
        int at = place % address.length();
        String digit = String.format("%%%02x", (int) address.charAt(at));
        for (int i = 1; i < layers; i++) {
            digit = digit.replace("%", "%25");
        }
        return layers == 0 ? address : address.substring(0, at) + digit + address.substring(at + 1);
    }

    @Property(tries = 2_000)
    void textWithoutTheAddressIsNoAccess(@ForAll("others") List<String> arguments) {
        assertThat(run(arguments.toArray(String[]::new)).get(HOST)).isNull();
    }

    @Provide
    Arbitrary<List<String>> others() {
        return Arbitraries.strings()
                .withChars("0123456789abcdefx.:/@%[]-= 。１\u00ad")
                .ofMaxLength(60)
                .list()
                .ofMaxSize(4);
    }

    @Property(tries = 2_000)
    void otherAddressesAreOthers(@ForAll @IntRange(min = 1, max = 255) int flipped) {
        String other = "169.254.169." + (254 ^ flipped);

        assertThat(run("curl", "http://" + other + "/latest/user-data").get(HOST)).isNull();
    }
}
