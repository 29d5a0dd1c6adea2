// SPDX-License-Identifier: Apache-2.0
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * Starts one Elasticsearch node out of jars; run as a source file on the node's own class path, because the tests must
 * not have that.
 *
 * <p>Arguments: home, HTTP port, transport port, directory with the jars of the transport module, and settings as
 * {@code name=value}.
 */
public final class ElasticsearchNode {

    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        installTransport(Path.of(args[3]), home.resolve("modules/transport-netty4"));
        Files.createDirectories(home.resolve("plugins"));
        Path config = Files.createDirectories(home.resolve("config"));
        System.setProperty("es.logs.base_path", home.resolve("logs").toString());
        System.setProperty("es.logs.cluster_name", "test");
        LogConfigurator.configureESLogging();
        Settings.Builder settings =
                Settings.builder()
                        .put("path.home", home.toString())
                        .put("node.name", "node")
                        .put("cluster.name", "test")
                        .put("network.host", "127.0.0.1")
                        .put("http.port", args[1])
                        .put("transport.port", args[2])
                        .put("discovery.type", "single-node")
                        // The disk of a test machine is nobody's business.
                        .put("cluster.routing.allocation.disk.threshold_enabled", false);
        for (int i = 4; i < args.length; i++) {
            String[] setting = args[i].split("=", 2);
            settings.put(setting[0], setting[1]);
        }
        Environment environment =
                InternalSettingsPreparer.prepareEnvironment(settings.build(), Map.of(), config, () -> "node");
        PluginsLoader modules =
                PluginsLoader.createPluginsLoader(
                        PluginsLoader.loadModulesBundles(environment.modulesDir()),
                        PluginsLoader.loadPluginsBundles(environment.pluginsDir()),
                        Map.of(),
                        false);
        new Node(environment, modules).start();
        Thread.currentThread().join();
    }

    /** A module is a directory with its jars and its descriptor, which a distribution would bring. */
    private static void installTransport(Path jars, Path module) throws Exception {
        Files.createDirectories(module);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(jars)) {
            for (Path jar : all) {
                String name = jar.getFileName().toString();
                Files.copy(jar, module.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                if (name.startsWith("transport-netty4")) {
                    Files.writeString(module.resolve("plugin-descriptor.properties"), descriptor(jar));
                }
            }
        }
    }

    /** Less the name of its Java module, as there are no modules on a class path. */
    private static String descriptor(Path jar) throws Exception {
        try (ZipFile zip = new ZipFile(jar.toFile());
                InputStream entry =
                        zip.getInputStream(
                                zip.getEntry("META-INF/es-plugins/transport-netty4/plugin-descriptor.properties"))) {
            return new String(entry.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("modulename"))
                    .collect(Collectors.joining("\n"));
        }
    }
}
