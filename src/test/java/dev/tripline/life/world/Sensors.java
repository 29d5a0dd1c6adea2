// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

/** What the nodes' sensors tell of the programs there, each in its own shape. */
public final class Sensors {

    private final Post post;
    private final CloudDefend cloudDefend;
    private final Falco falco;
    private final Tetragon tetragon;

    public Sensors(Post post, Dice dice) {
        this.post = post;
        this.cloudDefend = new CloudDefend(dice);
        this.falco = new Falco(dice);
        this.tetragon = new Tetragon(dice);
    }

    /**
     * A program was started.
     *
     * @param where in a container, or on the node itself
     */
    public void runs(long now, Place where, Program program) {
        switch (where.node().sensor()) {
            case FALCO -> send(Wire.FALCO, now, falco.runs(now, where, program));
            case TETRAGON -> send(Wire.TETRAGON, now, tetragon.runs(now, where, program));
            default -> send(Wire.CLOUD_DEFEND, now, cloudDefend.runs(now, where, program));
        }
    }

    /** A program opened a file. */
    public void opens(long now, Place where, Program program, String path) {
        switch (where.node().sensor()) {
            case FALCO -> send(Wire.FALCO, now, falco.opens(now, where, program, path));
            case TETRAGON -> send(Wire.TETRAGON, now, tetragon.opens(now, where, program, path));
            default -> send(Wire.CLOUD_DEFEND, now, cloudDefend.opens(now, where, program, path));
        }
    }

    /** A program connected to an address; the container sensor does not tell that. */
    public void connects(long now, Place where, Program program, String address, int port) {
        switch (where.node().sensor()) {
            case FALCO -> send(Wire.FALCO, now, falco.connects(now, where, program, address, port));
            case TETRAGON ->
                    send(Wire.TETRAGON, now, tetragon.connects(now, where, program, address, port));
            default -> {}
        }
    }

    private void send(Wire wire, long now, StringBuilder record) {
        post.send(wire, now + 1, record);
    }
}
