// SPDX-License-Identifier: Apache-2.0
package dev.tripline.toml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/** A TOML file while it is being read, with everything found wrong in it so far. */
public final class TomlFile {

    public static final TomlPosition START = TomlPosition.positionAt(1, 1);

    private final String name;
    private final TomlText text;
    private final TomlParseResult content;
    private final List<TomlError> errors = new ArrayList<>();

    public TomlFile(String name, String content) {
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

    public String name() {
        return name;
    }

    public TomlText text() {
        return text;
    }

    /** The whole file as a section without a name. */
    public TomlSection root() {
        return new TomlSection(this, "", content, START);
    }

    public Optional<TomlSection> section(String key) {
        return root().table(key);
    }

    public void refuse(TomlPosition position, String message) {
        errors.add(new TomlError(name, position.line(), position.column(), message));
    }

    public List<TomlError> errors() {
        return errors;
    }
}
