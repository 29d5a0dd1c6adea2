// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/** A TOML file while it is being read, with everything found wrong in it so far. */
final class TomlFile {

    static final TomlPosition START = TomlPosition.positionAt(1, 1);

    private final String name;
    private final TomlText text;
    private final TomlParseResult content;
    private final List<RuleError> errors = new ArrayList<>();

    TomlFile(String name, String content) {
        this.name = name;
        this.text = new TomlText(content);
        this.content = parse(content);
        this.content
                .errors()
                .forEach(e -> refuse(e.position(), "this is not valid TOML: " + e.getMessage()));
    }

    /** Where assertions are on, the parser trips over its own for some broken escapes. */
    private TomlParseResult parse(String toml) {
        try {
            return Toml.parse(toml);
        } catch (AssertionError e) {
            refuse(START, "this is not valid TOML: there is a broken escape in a string");
            return Toml.parse("");
        }
    }

    String name() {
        return name;
    }

    TomlText text() {
        return text;
    }

    /** The whole file as a section without a name. */
    TomlSection root() {
        return new TomlSection(this, "", content, START);
    }

    Optional<TomlSection> section(String key) {
        return root().table(key);
    }

    void refuse(TomlPosition position, String message) {
        errors.add(new RuleError(name, position.line(), position.column(), message));
    }

    List<RuleError> errors() {
        return errors;
    }
}
