// SPDX-License-Identifier: Apache-2.0
import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * Starts one OpenSearch node out of jars; run as a source file on the node's own class path, because the tests must not
 * have that.
 *
 * <p>Arguments: home, HTTP port, transport port, and settings as {@code name=value}.
 */
public final class OpenSearchNode {

    public static void main(String[] args) throws Exception {
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.setMaxHttpPort(65535);
        runner.onBuild(
                (number, settings) -> {
                    settings.put("network.host", "127.0.0.1");
                    settings.put("http.host", "127.0.0.1");
                    settings.put("http.port", args[1]);
                    settings.put("transport.port", args[2]);
                    // The disk of a test machine is nobody's business.
                    settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
                    for (int i = 3; i < args.length; i++) {
                        String[] setting = args[i].split("=", 2);
                        settings.put(setting[0], setting[1]);
                    }
                });
        runner.build(OpenSearchRunner.newConfigs().basePath(args[0]).clusterName("test").numOfNode(1));
        Thread.currentThread().join();
    }
}
