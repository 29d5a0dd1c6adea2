// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

/** Writes one JSON document after another into the same text. */
public final class Json {

    private final StringBuilder out = new StringBuilder(4096);
    private boolean first;

    public Json begin() {
        out.setLength(0);
        out.append('{');
        first = true;
        return this;
    }

    /** The document is complete. */
    public StringBuilder end() {
        return out.append('}');
    }

    public Json text(String key, CharSequence value) {
        key(key);
        quote(out, value);
        return this;
    }

    public Json number(String key, long value) {
        key(key).append(value);
        return this;
    }

    public Json flag(String key, boolean value) {
        key(key).append(value);
        return this;
    }

    public Json uuid(String key, Dice dice) {
        key(key).append('"');
        dice.uuid(out);
        out.append('"');
        return this;
    }

    /** JSON as it stands. */
    public Json raw(String key, CharSequence json) {
        key(key).append(json);
        return this;
    }

    public Json texts(String key, Iterable<String> values) {
        key(key).append('[');
        boolean next = false;
        for (String value : values) {
            if (next) {
                out.append(',');
            }
            next = true;
            quote(out, value);
        }
        out.append(']');
        return this;
    }

    /** With so many digits of the second's fraction: 0, 3 or 6, the last three by chance. */
    public Json time(String key, long millis, int digits, Dice dice) {
        key(key).append('"');
        Stamp.append(out, millis, digits, digits > 3 ? dice.below(1000) : 0);
        out.append('"');
        return this;
    }

    public Json open(String key) {
        key(key).append('{');
        first = true;
        return this;
    }

    public Json close() {
        out.append('}');
        first = false;
        return this;
    }

    private StringBuilder key(String key) {
        if (!first) {
            out.append(',');
        }
        first = false;
        return out.append('"').append(key).append("\":");
    }

    /** Keys here need no escapes, values may. */
    static void quote(StringBuilder out, CharSequence value) {
        out.append('"');
        escape(out, value);
        out.append('"');
    }

    static void escape(StringBuilder out, CharSequence value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else {
                out.append(c);
            }
        }
    }
}
