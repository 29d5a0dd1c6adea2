// SPDX-License-Identifier: Apache-2.0
package dev.tripline.toml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

class TomlStringTest {

    private static final TomlPosition KEY = TomlPosition.positionAt(1, 1);

    @Test
    void theNewlineBehindTheOpeningQuotesIsNoLine() {
        assertThat(place("k = '''\nab\n  cd'''", 2, 3)).isEqualTo("3:3");
        assertThat(place("k = \"\"\"\r\nab\"\"\"", 1, 2)).isEqualTo("2:2");
    }

    @Test
    void textBehindTheOpeningQuotesIsTheFirstLine() {
        assertThat(place("k = '''ab\ncd'''", 1, 2)).isEqualTo("1:9");
        assertThat(place("k = '''ab\ncd'''", 2, 2)).isEqualTo("2:2");
    }

    @Test
    void aBackslashAtTheEndOfALineSwallowsTheLineBreakAndTheIndent() {
        assertThat(place("k = \"\"\"\nab \\\n    cd\"\"\"", 1, 4)).isEqualTo("3:5");
    }

    @Test
    void anEscapeIsOneCharacter() {
        assertThat(place("k = \"a\\\"\\u00e9\\U0001F600b\"", 1, 2)).isEqualTo("1:7");
        assertThat(place("k = \"a\\\"\\u00e9\\U0001F600b\"", 1, 5)).isEqualTo("1:25");
        assertThat(place("k = \"a\\nbc\"", 2, 2)).isEqualTo("1:10");
    }

    @Test
    void aPlaceBehindTheEndIsTheClosingQuote() {
        assertThat(place("k = 'ab'", 1, 9)).isEqualTo("1:8");
        assertThat(place("k = '''\nab\n'''", 9, 9)).isEqualTo("3:1");
        assertThat(place("k = ''", 1, 1)).isEqualTo("1:6");
    }

    @Test
    void quotesDirectlyBeforeTheClosingOnesBelongToTheValue() {
        assertThat(place("k = '''a'b'''''", 1, 4)).isEqualTo("1:11");
        assertThat(place("k = '''a'b'''''", 1, 9)).isEqualTo("1:13");
    }

    @Test
    void theValueStandsBehindTheEqualsSignOutsideOfQuotes() {
        assertThat(place("\"k=\" \t= \t'ab'", 1, 2)).isEqualTo("1:12");
    }

    @Property(tries = 300)
    void everyCharacterIsFoundWhereItWasWritten(
            @ForAll("lines") List<String> lines, @ForAll("forms") Form form) {
        String value = String.join("\n", lines);
        String file = "# a comment\nkey = " + form.write(value) + "\n";
        TomlParseResult parsed = Toml.parse(file);
        assertThat(parsed.errors()).isEmpty();
        assertThat(parsed.getString("key")).isEqualTo(value);
        TomlText text = new TomlText(file);
        TomlString written = text.stringAt(text.valueOf(parsed.inputPositionOf("key")));

        for (int line = 1; line <= lines.size(); line++) {
            int[] characters = lines.get(line - 1).codePoints().toArray();
            for (int column = 1; column <= characters.length; column++) {
                int expected = characters[column - 1];
                int found = characterAt(file, written.at(line, column));
                assertThat(found).isEqualTo(form.escapes(expected) ? '\\' : expected);
            }
        }
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.strings()
                .withChars("ab \t\"\\=#é😀")
                .ofMaxLength(8)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<Form> forms() {
        return Arbitraries.of(Form.class);
    }

    enum Form {
        BASIC("\"") {
            @Override
            String write(String value) {
                return '"' + escape(value).replace("\n", "\\n") + '"';
            }
        },
        BASIC_LINES("\"") {
            @Override
            String write(String value) {
                return "\"\"\"\n" + escape(value) + "\"\"\"";
            }
        },
        LITERAL_LINES("") {
            @Override
            String write(String value) {
                return "'''\n" + value + "'''";
            }
        };

        private final String quote;

        Form(String quote) {
            this.quote = quote;
        }

        abstract String write(String value);

        boolean escapes(int character) {
            return !quote.isEmpty() && (character == '"' || character == '\\');
        }

        private static String escape(String value) {
            return value.replace("\\", "\\\\").replace("\"", "\\\"");
        }
    }

    private static int characterAt(String file, TomlPosition place) {
        String line = file.split("\n", -1)[place.line() - 1];
        return line.codePoints().skip(place.column() - 1L).findFirst().orElse(0);
    }

    private static String place(String file, int line, int column) {
        TomlText text = new TomlText(file);
        TomlPosition place = text.stringAt(text.valueOf(KEY)).at(line, column);
        return place.line() + ":" + place.column();
    }
}
