// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

/**
 * What makes an event the same event when it is delivered twice. It never depends on where the
 * event was read.
 */
public final class Identity {

    private String id;
    private String order;
    private byte[] record;
    private int offset;
    private int length;

    private Identity(String id, String order) {
        this.id = id;
        this.order = order;
    }

    private Identity(byte[] record, int offset, int length) {
        this.record = record;
        this.offset = offset;
        this.length = length;
    }

    /**
     * @param id what the event calls itself
     * @param order decides between events of the same time, compared as text; it should sort stages
     *     of one request as they happened
     */
    public static Identity of(String id, String order) {
        return new Identity(id, order);
    }

    /**
     * For an event that has no name of its own: the SHA-256 of its bytes, computed when first asked
     * for.
     */
    public static Identity ofBytes(byte[] record, int offset, int length) {
        return new Identity(record, offset, length);
    }

    /** The same identity, with nothing to say about the order of events of the same time. */
    public Identity withoutOrder() {
        Identity unordered = new Identity(record, offset, length);
        unordered.id = id;
        unordered.order = "";
        return unordered;
    }

    public String id() {
        if (id == null) {
            id = Sha256.of(record, offset, length);
            record = null;
        }
        return id;
    }

    public String order() {
        return order == null ? id() : order;
    }

    @Override
    public String toString() {
        return id();
    }
}
