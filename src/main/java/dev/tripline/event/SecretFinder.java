// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds credentials in text, also behind escapes of JSON and URLs and in base64, in time that grows
 * with the length of the text alone: an attacker wrote it.
 */
public final class SecretFinder {

    /** Stands between the values of a field where they are searched as one text. */
    static final char BETWEEN = '\uFFFF';

    private static final int BASE64_LAYERS = 2;

    /** JSON in JSON in a URL. */
    private static final int ESCAPE_LAYERS = 4;

    private SecretFinder() {}

    /** Cheap: whether it is worth while to look. */
    static boolean mayFind(String text) {
        return SecretClues.in(text) != 0;
    }

    /**
     * In no particular order; they may overlap, where one text is a secret for two reasons.
     *
     * @return empty for nearly every text, at the price of one pass
     */
    public static List<Secret> in(String text) {
        return in(text, BASE64_LAYERS);
    }

    /**
     * In the values of a field, among them one that an earlier one announces. The places are those
     * in all values, each as text, with one character between them.
     */
    public static List<Secret> in(Object[] values) {
        boolean clue = false;
        for (Object value : values) {
            clue = clue || value instanceof String text && SecretClues.in(text) != 0;
        }
        if (!clue) {
            return List.of();
        }
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            all.append(i == 0 ? "" : BETWEEN).append(values[i]);
        }
        return inValues(all.toString(), BASE64_LAYERS);
    }

    /**
     * @param values with {@link #BETWEEN} between them
     */
    static List<Secret> inValues(String values, int base64Layers) {
        List<Secret> found = new ArrayList<>(in(values, base64Layers, false));
        // Where a source cut a command at its spaces, a header or a key stands in several values.
        found.addAll(in(values.replace(BETWEEN, ' '), base64Layers, false));
        return found;
    }

    static List<Secret> in(String text, int base64Layers) {
        return in(text, base64Layers, true);
    }

    /**
     * @param lists whether to look at lists of texts as such, which only texts in a list need not
     */
    private static List<Secret> in(String text, int base64Layers, boolean lists) {
        int clues = SecretClues.in(text);
        if (clues == 0) {
            return List.of();
        }
        List<Secret> found = new ArrayList<>();
        Unescaped plain = Unescaped.not(text);
        look(plain, clues, found);
        List<Unescaped> layers = new ArrayList<>(List.of(plain));
        int allClues = clues;
        for (int layer = 0; layer < ESCAPE_LAYERS && (clues & SecretClues.ESCAPE) != 0; layer++) {
            Unescaped next = plain.next();
            if (next == null) {
                break;
            }
            plain = next;
            clues = SecretClues.in(plain.text());
            look(plain, clues, found);
            layers.add(plain);
            allClues |= clues;
        }
        if (lists && (allClues & SecretClues.ANNOUNCING) != 0) {
            // Where texts in a list have quotes, only an outer layer shows where they end.
            layers.forEach(layer -> lookAtLists(layer, base64Layers, found));
        }
        if (base64Layers > 0 && (clues & SecretClues.BASE64) != 0) {
            List<Secret> wrapped = new ArrayList<>();
            Base64Runs.find(plain.text(), base64Layers, wrapped);
            move(wrapped, plain, found);
        }
        return found;
    }

    private static void look(Unescaped plain, int clues, List<Secret> found) {
        String text = plain.text();
        List<Secret> here = plain.starts() == null ? found : new ArrayList<>();
        if ((clues & SecretClues.JWT) != 0) {
            PrefixedSecrets.jwts(text, here);
        }
        if ((clues & SecretClues.PREFIX) != 0) {
            PrefixedSecrets.others(text, here);
        }
        if ((clues & SecretClues.AWS_ID) != 0) {
            AwsKeys.find(text, here);
        }
        if ((clues & SecretClues.BEARER) != 0) {
            NamedSecrets.bearers(text, here);
        }
        if ((clues & (SecretClues.NAME | SecretClues.BEARER | SecretClues.HEADER)) != 0) {
            NamedSecrets.named(text, here);
        }
        if ((clues & SecretClues.HEADER) != 0) {
            NamedSecrets.headers(text, here);
        }
        if ((clues & SecretClues.USER) != 0) {
            CommandSecrets.users(text, here);
        }
        if ((clues & SecretClues.COMMAND) != 0) {
            CommandSecrets.find(text, here);
        }
        if ((clues & SecretClues.SIGNATURE) != 0) {
            NamedSecrets.signatures(text, here);
        }
        if ((clues & SecretClues.URL) != 0) {
            UrlPasswords.find(text, here);
        }
        if ((clues & SecretClues.PRIVATE_KEY) != 0) {
            PrivateKeys.find(text, here);
        }
        if ((clues & SecretClues.DATA) != 0) {
            SecretObjects.find(text, here);
        }
        if (here != found) {
            move(here, plain, found);
        }
    }

    private static void lookAtLists(Unescaped plain, int base64Layers, List<Secret> found) {
        List<Secret> listed = new ArrayList<>();
        TextLists.find(plain.text(), base64Layers, listed);
        move(listed, plain, found);
    }

    private static void move(List<Secret> secrets, Unescaped plain, List<Secret> found) {
        for (Secret secret : secrets) {
            found.add(secret.at(plain.start(secret.start()), plain.start(secret.end())));
        }
    }
}
