// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Event;
import java.util.Set;

/**
 * The name of the workload that a pod belongs to, told by the pod's name alone. What a controller
 * adds to a name is random, but not any text: no vowels, so that it spells no words.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/names/">names of
 *     Kubernetes</a>
 */
final class Workload {

    private static final String RANDOM = "bcdfghjklmnpqrstvwxz2456789";

    /** The hash of a pod template is a number, whose ten digits these stand for. */
    private static final String HASH = "456789bcdf";

    /** The same number as others write it, such as forks and controllers of their own. */
    private static final String HEXADECIMAL = "0123456789abcdef";

    private static final int MIN_HEXADECIMAL = 8;

    private static final int RANDOM_LENGTH = 5;
    private static final int MIN_HASH = 6;
    private static final int MAX_HASH = 10;
    private static final int MIN_CLOCK = 8;
    private static final int MAX_CLOCK = 10;
    private static final int MAX_ORDINAL = 4;

    /** What people call things, and could be random. */
    private static final Set<String> WORDS = Set.of("https", "grpcs", "smtps", "xhtml", "html5");

    private Workload() {}

    /**
     * Of the pod whose token calls the API, or in which a process runs.
     *
     * @param callerPod pod of the caller of the API
     * @param caller who calls the API: then the resource is not the one that acts
     * @param resource name of what the event is about
     * @param type what that is; sensors of processes say {@code pod} or nothing
     * @return {@code null} if no pod is named
     */
    static Object of(Object callerPod, Object caller, Object type, Object resource) {
        if (Event.first(callerPod) instanceof String pod) {
            return ofPod(pod);
        }
        Object kind = Event.first(type);
        boolean process = caller == null && (kind == null || kind.equals("pod"));
        return process && Event.first(resource) instanceof String pod ? ofPod(pod) : null;
    }

    static String ofPod(String pod) {
        int random = cut(pod, pod.length(), RANDOM, RANDOM_LENGTH, RANDOM_LENGTH);
        if (random > 0) {
            int hash = hash(pod, random);
            int clock = cut(pod, random, "0123456789", MIN_CLOCK, MAX_CLOCK);
            if (hash > 0 || clock > 0) {
                return pod.substring(0, Math.max(hash, clock));
            }
            return WORDS.contains(pod.substring(random + 1)) ? pod : pod.substring(0, random);
        }
        int ordinal = cut(pod, pod.length(), "0123456789", 1, MAX_ORDINAL);
        return ordinal > 0 ? pod.substring(0, ordinal) : pod;
    }

    private static int hash(String pod, int end) {
        int hash = cut(pod, end, HASH, MIN_HASH, MAX_HASH);
        if (hash > 0) {
            return hash;
        }
        int hexadecimal = cut(pod, end, HEXADECIMAL, MIN_HEXADECIMAL, MAX_HASH);
        boolean digits =
                pod.substring(hexadecimal, end).chars().anyMatch(c -> c >= '0' && c <= '9');
        return digits ? hexadecimal : 0;
    }

    /**
     * Where the name ends before a hyphen and so many of these characters.
     *
     * @return 0 if it does not end so
     */
    private static int cut(String name, int end, String characters, int min, int max) {
        int at = end;
        while (at > 0 && end - at <= max && characters.indexOf(name.charAt(at - 1)) >= 0) {
            at--;
        }
        int length = end - at;
        boolean cut = length >= min && length <= max && at > 1 && name.charAt(at - 1) == '-';
        return cut ? at - 1 : 0;
    }
}
