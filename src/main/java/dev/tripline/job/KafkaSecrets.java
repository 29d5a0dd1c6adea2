// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.common.utils.Utils;

/**
 * Lets properties of Kafka clients name their secrets instead of holding them: {@code ${env:NAME}},
 * {@code ${file:/path:key}} and {@code ${directory:/path:name}}. Kafka's client looks them up where
 * it connects, so they are in no job graph, log or savepoint.
 *
 * <p>Kafka's own providers leave a placeholder as it is if there is nothing behind it, and it would
 * be sent as the password; these say what is missing.
 */
public final class KafkaSecrets {

    private static final Map<String, Class<? extends ConfigProvider>> PROVIDERS =
            providersInOrder();

    private KafkaSecrets() {}

    private static Map<String, Class<? extends ConfigProvider>> providersInOrder() {
        Map<String, Class<? extends ConfigProvider>> providers = new LinkedHashMap<>();
        providers.put("env", Environment.class);
        providers.put("file", PropertiesFile.class);
        providers.put("directory", Directory.class);
        return providers;
    }

    /** {@code properties} of a client, which go over the providers that are set here. */
    static Map<String, String> resolvable(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>();
        all.put(AbstractConfig.CONFIG_PROVIDERS_CONFIG, String.join(",", PROVIDERS.keySet()));
        PROVIDERS.forEach(
                (name, provider) ->
                        all.put(
                                AbstractConfig.CONFIG_PROVIDERS_CONFIG + "." + name + ".class",
                                provider.getName()));
        all.putAll(properties);
        return all;
    }

    /**
     * {@code text} with its secrets in the place of their names, for clients of others.
     *
     * @throws ConfigException if one is not there; says which
     */
    static String reveal(String text) {
        Map<String, ConfigProvider> providers =
                Map.of(
                        "env", new Environment(),
                        "file", new PropertiesFile(),
                        "directory", new Directory());
        try {
            providers.values().forEach(provider -> provider.configure(Map.of()));
            return new ConfigTransformer(providers)
                    .transform(Map.of("text", text))
                    .data()
                    .get("text");
        } finally {
            providers.values().forEach(provider -> Utils.closeQuietly(provider, "provider"));
        }
    }

    /** The names that placeholders in {@code properties} may begin with. */
    static Set<String> providers(Map<String, String> properties) {
        String names = resolvable(properties).get(AbstractConfig.CONFIG_PROVIDERS_CONFIG);
        return new TreeSet<>(Set.of(names.split(",")));
    }

    private static ConfigData complete(
            ConfigData found, Set<String> wanted, UnaryOperator<String> problem) {
        for (String key : new TreeSet<>(wanted)) {
            if (!found.data().containsKey(key)) {
                throw new ConfigException(problem.apply(key));
            }
        }
        return found;
    }

    /** {@code ${env:NAME}}: a variable of the environment. */
    public static final class Environment extends EnvVarConfigProvider {

        @Override
        public ConfigData get(String path, Set<String> names) {
            return complete(
                    super.get(path, names),
                    names,
                    name -> "there is no environment variable " + name);
        }
    }

    /** {@code ${file:/path:key}}: a value in a file of Java properties. */
    public static final class PropertiesFile extends FileConfigProvider {

        @Override
        public ConfigData get(String path, Set<String> keys) {
            return complete(
                    super.get(path, keys), keys, key -> "the file " + path + " has no " + key);
        }
    }

    /** {@code ${directory:/path:name}}: a whole file, less the end of its last line. */
    public static final class Directory extends DirectoryConfigProvider {

        @Override
        public ConfigData get(String path, Set<String> names) {
            Map<String, String> contents = new HashMap<>();
            super.get(path, names)
                    .data()
                    .forEach((name, content) -> contents.put(name, content.stripTrailing()));
            return complete(
                    new ConfigData(contents),
                    names,
                    name -> "there is no file " + name + " in " + path);
        }
    }
}
