// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import dev.tripline.event.JsonReader.Item;
import dev.tripline.event.JsonReader.Slice;
import java.util.ArrayList;
import java.util.List;

/**
 * The documents that stand at one path of a document. So many are told apart; of more, which would
 * take many times the memory of their text, only the place is kept.
 */
public final class Items {

    /** More than anybody batches, and few enough to be a record's worth of work. */
    public static final int MOST = 100_000;

    private final List<Item> all = new ArrayList<>();
    private final boolean lines;
    private boolean list;
    private Slice rest;

    Items() {
        this(false);
    }

    private Items(boolean lines) {
        this.lines = lines;
        this.list = lines;
    }

    /**
     * The lines of a text, if each is an object by its looks; the last may be cut off.
     *
     * @return {@code null} if one is not, or there is only one
     */
    public static Items ofLines(Slice text) {
        Items items = new Items(true);
        boolean whole = true;
        for (int start = 0; start < text.length(); ) {
            int end = start;
            while (end < text.length() && text.at(end) != '\n') {
                end++;
            }
            Slice line = text.part(start, end).trimmed();
            if (line.length() > 0) {
                if (!whole || line.at(0) != '{') {
                    return null;
                }
                whole = line.at(line.length() - 1) == '}';
                items.add(new Item(line, false));
            }
            start = end + 1;
        }
        return items.all.size() > 1 ? items : null;
    }

    void add(Item item) {
        if (all.size() < MOST) {
            all.add(item);
        } else {
            rest = rest == null ? item.raw() : rest.to(item.raw());
        }
    }

    void markList() {
        list = true;
    }

    /** The first {@value #MOST}. */
    public List<Item> all() {
        return all;
    }

    /** Whether there could have been more than one. */
    public boolean isList() {
        return list || all.size() > 1;
    }

    /**
     * All items from {@code index} on, as one text that could be a record of its own; {@code null}
     * if there are none.
     */
    public Slice from(int index) {
        if (index == all.size() && rest == null) {
            return null;
        }
        Slice last = rest == null ? all.get(all.size() - 1).raw() : rest;
        Slice items = index == all.size() ? rest : all.get(index).raw().to(last);
        return lines ? items : items.within('[', ']');
    }
}
