// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.JsonReader;

/**
 * What one record may cost.
 *
 * @param maxDepth of JSON; what is nested deeper is malformed
 * @param maxUnpackedBytes that everything in gzip may come to, all together
 */
public record ReadLimits(int maxDepth, long maxUnpackedBytes) {

    /** How many times as long as a record may be what it unpacks to. Logs shrink to a tenth. */
    private static final int UNPACKED_PER_PACKED = 8;

    public static final ReadLimits DEFAULT = of(JsonReader.DEFAULT_MAX_DEPTH, 4 << 20);

    /**
     * @param maxRecordBytes of a record as it comes
     */
    public static ReadLimits of(int maxDepth, int maxRecordBytes) {
        return new ReadLimits(maxDepth, (long) UNPACKED_PER_PACKED * maxRecordBytes);
    }
}
