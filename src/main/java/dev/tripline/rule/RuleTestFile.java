// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The tests of one rule: {@code NAME.test.yaml} beside {@code NAME.toml}.
 *
 * <pre>
 * - name: the token is read and the API is asked
 *   cluster: demo
 *   events:
 *     - {"@timestamp": "2026-03-02T10:00:00.000Z", "event": {"category": "file"}}
 *   matches: 1
 * </pre>
 *
 * @param file where the tests were read
 */
public record RuleTestFile(String file, List<RuleTestCase> cases) {

    private static final String RULE_SUFFIX = ".toml";
    private static final String SUFFIX = ".test.yaml";

    public RuleTestFile {
        cases = List.copyOf(cases);
    }

    /** Where the tests of a rule file are kept, whether there are any or not. */
    public static Path beside(Path ruleFile) {
        String name = ruleFile.getFileName().toString();
        String stem =
                name.endsWith(RULE_SUFFIX)
                        ? name.substring(0, name.length() - RULE_SUFFIX.length())
                        : name;
        return ruleFile.resolveSibling(stem + SUFFIX);
    }

    /**
     * Reads a file of tests.
     *
     * @throws RuleException with everything that is wrong in the file
     */
    public static RuleTestFile load(Path path) throws RuleException {
        try {
            String content = Files.readString(path);
            return new RuleTestFile(path.toString(), RuleTestReader.read(path.toString(), content));
        } catch (IOException e) {
            String message = "cannot be read: " + e.getMessage();
            throw new RuleException(List.of(new RuleError(path.toString(), 1, 1, message)));
        }
    }
}
