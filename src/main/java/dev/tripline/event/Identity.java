// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

/**
 * What makes an event the same event when it is delivered twice. It never depends on where the
 * event was read.
 */
public final class Identity {

    private String id;
    private String order;
    private String request;
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
        Identity unordered = copy();
        unordered.order = "";
        return unordered;
    }

    /**
     * The same identity, for one of the records that are written of {@code request}.
     *
     * @param request {@code null} if the event is no such record
     */
    public Identity ofRequest(String request) {
        Identity stage = copy();
        stage.request = request;
        return stage;
    }

    private Identity copy() {
        Identity copy = new Identity(record, offset, length);
        copy.id = id;
        copy.order = order;
        copy.request = request;
        return copy;
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

    /**
     * What all records of one request share, or {@code null}. Clients may choose it, so only
     * together with the event time does it say which request that is.
     */
    public String request() {
        return request;
    }

    @Override
    public String toString() {
        return id();
    }
}
