// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
            id = sha256();
            record = null;
        }
        return id;
    }

    public String order() {
        return order == null ? id() : order;
    }

    private String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(record, offset, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return id();
    }
}
