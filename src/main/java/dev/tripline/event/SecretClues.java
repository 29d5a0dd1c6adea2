// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Says in one pass over a text, and without making anything, what kinds of secrets are worth
 * looking for. Nearly every text holds none of these words (Aho and Corasick's automaton; it does
 * not tell upper from lower case).
 */
final class SecretClues {

    static final int JWT = 1;
    static final int PREFIX = 1 << 1;
    static final int AWS_ID = 1 << 2;
    static final int NAME = 1 << 3;
    static final int BEARER = 1 << 4;
    static final int HEADER = 1 << 5;
    static final int USER = 1 << 6;
    static final int URL = 1 << 7;
    static final int SIGNATURE = 1 << 8;
    static final int PRIVATE_KEY = 1 << 9;
    static final int DATA = 1 << 10;
    static final int ESCAPE = 1 << 11;
    static final int BASE64 = 1 << 12;
    static final int COMMAND = 1 << 13;

    /** What may tell that the next one of several texts is a secret, or goes on with it. */
    static final int ANNOUNCING = AWS_ID | NAME | BEARER | HEADER | USER | COMMAND | PRIVATE_KEY;

    /** What {@link #BASE64} means: so many of its characters in a row, some of them capitals. */
    static final int MIN_RUN = 20;

    private static final Map<String, Integer> WORDS =
            Map.ofEntries(
                    Map.entry("eyj", JWT),
                    Map.entry("b3jpz2lu", PREFIX),
                    Map.entry("gzxivyxdz", PREFIX),
                    Map.entry("ghp_", PREFIX),
                    Map.entry("gho_", PREFIX),
                    Map.entry("ghu_", PREFIX),
                    Map.entry("ghs_", PREFIX),
                    Map.entry("ghr_", PREFIX),
                    Map.entry("github_pat_", PREFIX),
                    Map.entry("glpat-", PREFIX),
                    Map.entry("xox", PREFIX),
                    Map.entry("k_live_", PREFIX),
                    Map.entry("npm_", PREFIX),
                    Map.entry("ya29.", PREFIX),
                    Map.entry("aiza", PREFIX),
                    Map.entry("hvs.", PREFIX),
                    Map.entry("hvb.", PREFIX),
                    Map.entry("pypi-", PREFIX),
                    Map.entry("dckr_pat_", PREFIX),
                    Map.entry("dop_v1_", PREFIX),
                    Map.entry("sk-ant-", PREFIX),
                    Map.entry("sk-proj-", PREFIX),
                    Map.entry("slack.com/", PREFIX),
                    Map.entry("akia", AWS_ID),
                    Map.entry("asia", AWS_ID),
                    Map.entry("pass", NAME),
                    Map.entry("pwd", NAME),
                    Map.entry("secret", NAME),
                    Map.entry("token", NAME | BEARER),
                    Map.entry("apikey", NAME),
                    Map.entry("api_key", NAME),
                    Map.entry("api-key", NAME),
                    Map.entry("accesskey", NAME),
                    Map.entry("access_key", NAME),
                    Map.entry("access-key", NAME),
                    Map.entry("accountkey", NAME),
                    Map.entry("account_key", NAME),
                    Map.entry("account-key", NAME),
                    Map.entry("\"auth\"", NAME),
                    Map.entry("registry-auth", NAME),
                    Map.entry("bearer", BEARER),
                    Map.entry("authorization", HEADER),
                    Map.entry("basic", HEADER),
                    Map.entry("cookie", HEADER),
                    Map.entry("-u", USER),
                    Map.entry("curl", COMMAND),
                    Map.entry("mysql", COMMAND),
                    Map.entry("mariadb", COMMAND),
                    Map.entry("sshpass", COMMAND),
                    Map.entry("redis-cli", COMMAND),
                    Map.entry("keydb-cli", COMMAND),
                    Map.entry("valkey-cli", COMMAND),
                    Map.entry("login", COMMAND),
                    Map.entry("ldap", COMMAND),
                    Map.entry("sqlcmd", COMMAND),
                    Map.entry("isql", COMMAND),
                    Map.entry("osql", COMMAND),
                    Map.entry("htpasswd", COMMAND),
                    Map.entry("smbclient", COMMAND),
                    Map.entry("rpcclient", COMMAND),
                    Map.entry("from-literal", COMMAND),
                    Map.entry("kubeadm", COMMAND),
                    Map.entry("aws_secret_access_key", COMMAND),
                    Map.entry("aws_session_token", COMMAND),
                    Map.entry("-stdin", COMMAND),
                    Map.entry("with-token", COMMAND),
                    Map.entry("sudo -s", COMMAND),
                    Map.entry("://", URL),
                    Map.entry("sig=", SIGNATURE),
                    Map.entry("-----begin", PRIVATE_KEY),
                    Map.entry("\"data\"", DATA),
                    Map.entry("\"stringdata\"", DATA),
                    Map.entry("\"env\"", DATA),
                    Map.entry("\\", ESCAPE),
                    Map.entry("%", ESCAPE),
                    Map.entry("\0", ESCAPE));

    private static final int ASCII = 128;

    /** A character's column in {@link #NEXT}; 0 for all that stand in no word. */
    private static final byte[] COLUMN = new byte[ASCII];

    private static final int COLUMNS;

    /** By state and column. */
    private static final short[] NEXT;

    /** By state. */
    private static final int[] FOUND;

    static {
        int columns = 1;
        for (String word : WORDS.keySet()) {
            for (char c : word.toCharArray()) {
                if (COLUMN[c] == 0) {
                    COLUMN[c] = (byte) columns++;
                    COLUMN[Character.toUpperCase(c)] = COLUMN[c];
                }
            }
        }
        COLUMNS = columns;
        List<short[]> next = new ArrayList<>(List.of(new short[columns]));
        List<Integer> found = new ArrayList<>(List.of(0));
        WORDS.forEach((word, clue) -> add(word, clue, next, found));
        complete(next, found);
        NEXT = new short[next.size() * columns];
        for (int state = 0; state < next.size(); state++) {
            System.arraycopy(next.get(state), 0, NEXT, state * columns, columns);
        }
        FOUND = found.stream().mapToInt(Integer::intValue).toArray();
    }

    private SecretClues() {}

    private static void add(String word, int clue, List<short[]> next, List<Integer> found) {
        int state = 0;
        for (char c : word.toCharArray()) {
            short[] row = next.get(state);
            if (row[COLUMN[c]] == 0) {
                row[COLUMN[c]] = (short) next.size();
                next.add(new short[COLUMNS]);
                found.add(0);
            }
            state = row[COLUMN[c]];
        }
        found.set(state, found.get(state) | clue);
    }

    /** Where a word cannot go on, the longest other one that has begun meanwhile does. */
    private static void complete(List<short[]> next, List<Integer> found) {
        int[] fallback = new int[next.size()];
        Queue<Integer> states = new ArrayDeque<>(List.of(0));
        while (!states.isEmpty()) {
            int state = states.remove();
            found.set(state, found.get(state) | found.get(fallback[state]));
            short[] row = next.get(state);
            short[] instead = next.get(fallback[state]);
            for (int column = 0; column < COLUMNS; column++) {
                if (row[column] != 0) {
                    fallback[row[column]] = state == 0 ? 0 : instead[column];
                    states.add((int) row[column]);
                } else if (state != 0) {
                    row[column] = instead[column];
                }
            }
        }
    }

    static int in(String text) {
        int clues = 0;
        int state = 0;
        int run = 0;
        boolean capitals = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            state = NEXT[state * COLUMNS + (c < ASCII ? COLUMN[c] : 0)];
            clues |= FOUND[state];
            if (Base64Runs.isDigit(c)) {
                capitals |= c >= 'A' && c <= 'Z';
                if (++run >= MIN_RUN && capitals) {
                    clues |= BASE64;
                }
            } else {
                run = 0;
                capitals = false;
            }
        }
        return clues;
    }
}
