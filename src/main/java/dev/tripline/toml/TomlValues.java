// SPDX-License-Identifier: Apache-2.0
package dev.tripline.toml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** Plain Java values instead of the parser's own, which cannot be serialized. */
final class TomlValues {

    private TomlValues() {}

    static Map<String, Object> of(TomlTable table, Set<String> except) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String key : table.keySet()) {
            if (!except.contains(key)) {
                values.put(key, plain(table.get(List.of(key))));
            }
        }
        return Collections.unmodifiableMap(values);
    }

    private static Object plain(Object value) {
        if (value instanceof TomlTable table) {
            return of(table, Set.of());
        }
        if (value instanceof TomlArray array) {
            List<Object> values = new ArrayList<>();
            array.toList().forEach(element -> values.add(plain(element)));
            return Collections.unmodifiableList(values);
        }
        return value;
    }
}
