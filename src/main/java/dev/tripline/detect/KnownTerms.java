// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.util.Map;

/** The terms of a group: in which slot of its {@link TermClock} each was last seen. */
interface KnownTerms {

    /** {@code null} if it is not known. */
    Long get(TermHash term) throws Exception;

    void put(TermHash term, long slot) throws Exception;

    void remove(TermHash term) throws Exception;

    Iterable<Map.Entry<TermHash, Long>> all() throws Exception;

    void clear() throws Exception;
}
