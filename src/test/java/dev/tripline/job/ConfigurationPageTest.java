// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/configuration.md} and the configurations in {@code conf} against the real keys. */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("docs/configuration.md");

    /** The first cell of a row of a table. */
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);

    @TempDir private Path directory;

    @Test
    void describesEveryKeyAndNoOther() throws Exception {
        List<String> described =
                ROW.matcher(Files.readString(PAGE)).results().map(row -> row.group(1)).toList();

        assertThat(described).containsExactlyInAnyOrderElementsOf(keys(JobConfig.class, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"conf/demo.yaml", "conf/kafka.yaml"})
    void theExamplesAreGood(String file) {
        assertThatCode(() -> ConfigChecks.check(ConfigLoader.load(Path.of(file))))
                .doesNotThrowAnyException();
    }

    @Test
    void theDefaultsAreThoseThatArePromised() throws Exception {
        JobConfig.Limits limits = new JobConfig.Limits(null, null, null, null, null);
        Path empty = Files.writeString(directory.resolve("job.yaml"), "rules: []");
        JobConfig config = ConfigLoader.load(empty);
        String page = Files.readString(PAGE);

        assertThat(page)
                .contains(
                        "| `duplicate-horizon` | `"
                                + config.duplicateHorizon().toMinutes()
                                + "min` |")
                .contains("| `limits.max-record-bytes` | `" + limits.maxRecordBytes() + "` |")
                .contains("| `limits.max-depth` | `" + limits.maxDepth() + "` |")
                .contains("| `limits.max-future` | `" + limits.maxFuture().toDays() + "d` |")
                .contains("| `limits.max-skew` | `" + limits.maxSkew().toMinutes() + "min` |")
                .contains("| `limits.max-lag` | `" + limits.maxLag().toMinutes() + "min` |");
    }

    private static List<String> keys(Class<?> type, String prefix) {
        List<String> keys = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + KebabCaseStrategy.INSTANCE.translate(component.getName());
            Class<?> element = elementOf(component.getGenericType());
            if (component.getType().isRecord()) {
                keys.addAll(keys(component.getType(), key + "."));
            } else if (element != null && element.isRecord()) {
                keys.addAll(keys(element, key + "[]."));
            } else {
                keys.add(key);
            }
        }
        return keys;
    }

    private static Class<?> elementOf(Type type) {
        return type instanceof ParameterizedType list
                        && list.getRawType() == List.class
                        && list.getActualTypeArguments()[0] instanceof Class<?> element
                ? element
                : null;
    }
}
