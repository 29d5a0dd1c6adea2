// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Event;
import dev.tripline.event.FieldSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fields that no source sends but every source's events have, so that rules need not know the
 * sources' dialects. Each is a function of other fields and is computed only if a rule asks for it.
 * {@code docs/fields.md} describes them.
 */
public final class DerivedFields {

    /** The cluster that an event belongs to, as far as it can be known. */
    public static final String CLUSTER = "tripline.cluster";

    /** True if the event's own time was not believed; intake sets it. */
    public static final String TIME_SKEWED = "tripline.time.skewed";

    private static final String USER_EXTRA =
            "kubernetes.audit.user.extra.authentication.kubernetes.io/";

    private static final Pattern SERVICE_ACCOUNT_USER =
            Pattern.compile("system:serviceaccount:([^:]+):([^:]+)");

    private static final List<Definition> ALL =
            List.of(
                    new Definition(
                            CLUSTER,
                            List.of("orchestrator.cluster.id", "orchestrator.cluster.name"),
                            (inputs, cluster) ->
                                    cluster.resolve(
                                            Event.first(inputs[0]), Event.first(inputs[1]))),
                    new Definition(
                            "tripline.caller.namespace",
                            List.of("kubernetes.audit.user.username"),
                            (inputs, cluster) -> serviceAccountPart(inputs[0], 1)),
                    new Definition(
                            "tripline.caller.service_account",
                            List.of("kubernetes.audit.user.username"),
                            (inputs, cluster) -> serviceAccountPart(inputs[0], 2)),
                    new Definition(
                            "tripline.caller.pod.name",
                            List.of(USER_EXTRA + "pod-name"),
                            (inputs, cluster) -> Event.first(inputs[0])),
                    new Definition(
                            "tripline.caller.pod.uid",
                            List.of(USER_EXTRA + "pod-uid"),
                            (inputs, cluster) -> Event.first(inputs[0])),
                    new Definition(
                            "tripline.path.canonical",
                            List.of("file.path", "process.args", "process.working_directory"),
                            (inputs, cluster) -> paths(inputs[0], inputs[1], inputs[2])),
                    new Definition(TIME_SKEWED, List.of(), (inputs, cluster) -> null));

    private DerivedFields() {}

    /**
     * @param inputs fields it is computed from
     */
    private record Definition(String name, List<String> inputs, Derivation derivation) {}

    private interface Derivation {
        Object derive(Object[] inputs, Cluster cluster);
    }

    /** All names, in the order in which they are documented. */
    public static List<String> names() {
        return ALL.stream().map(Definition::name).toList();
    }

    /**
     * The fields that events must have so that {@code wanted} can be answered: these and what they
     * derive from.
     */
    public static FieldSet complete(Collection<String> wanted) {
        Set<String> all = new TreeSet<>(wanted);
        for (Definition definition : ALL) {
            if (wanted.contains(definition.name)) {
                all.addAll(definition.inputs);
            }
        }
        return FieldSet.of(all);
    }

    /** Fills the derived slots that {@code fields} has. */
    static Deriver deriver(FieldSet fields) {
        List<Definition> wanted =
                ALL.stream().filter(definition -> fields.slot(definition.name) >= 0).toList();
        int[] slots =
                wanted.stream().mapToInt(definition -> fields.slot(definition.name)).toArray();
        int[][] inputs =
                wanted.stream()
                        .map(d -> d.inputs.stream().mapToInt(fields::slot).toArray())
                        .toArray(int[][]::new);
        return (values, cluster) -> {
            for (int i = 0; i < slots.length; i++) {
                Object[] arguments = new Object[inputs[i].length];
                for (int k = 0; k < arguments.length; k++) {
                    arguments[k] = values[inputs[i][k]];
                }
                values[slots[i]] = wanted.get(i).derivation.derive(arguments, cluster);
            }
        };
    }

    /** Computes derived fields in place. */
    interface Deriver {
        void derive(Object[] values, Cluster cluster);
    }

    private static String serviceAccountPart(Object username, int group) {
        if (!(Event.first(username) instanceof String user)
                || !user.startsWith("system:serviceaccount:")) {
            return null;
        }
        Matcher matcher = SERVICE_ACCOUNT_USER.matcher(user);
        return matcher.matches() ? matcher.group(group) : null;
    }

    private static Object paths(Object file, Object arguments, Object directory) {
        String base = Event.first(directory) instanceof String path ? path : null;
        Set<String> paths = new LinkedHashSet<>();
        for (Object path : each(file)) {
            if (path instanceof String text) {
                paths.add(CanonicalPath.of(text, base == null ? "" : base));
            }
        }
        for (Object argument : each(arguments)) {
            if (argument instanceof String text) {
                CanonicalPath.inArgument(text, base, paths::add);
            }
        }
        return pack(new ArrayList<>(paths));
    }

    private static Object[] each(Object value) {
        if (value == null) {
            return new Object[0];
        }
        return value instanceof Object[] several ? several : new Object[] {value};
    }

    private static Object pack(List<?> values) {
        return switch (values.size()) {
            case 0 -> null;
            case 1 -> values.get(0);
            default -> values.toArray();
        };
    }
}
