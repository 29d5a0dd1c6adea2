// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.tripline.job.ConfigChecks;
import dev.tripline.job.ConfigException;
import dev.tripline.job.ConfigLoader;
import dev.tripline.job.JobConfig;
import dev.tripline.job.JobConfig.SearchConfig;
import dev.tripline.sink.AlertIndices;
import dev.tripline.sink.SearchProduct;
import dev.tripline.sink.SearchSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tripline search setup}: index template, alias and lifecycle in one go. */
@Command(
        name = "setup",
        mixinStandardHelpOptions = true,
        description = {
            "Loads the index template with the alias and the lifecycle policy of alerts into an",
            "Elasticsearch or OpenSearch, whichever answers. What is as it should be is left alone.",
            "",
            "Secrets are only named: '$${env:NAME}', '$${file:/path/x.properties:key}' or",
            "'$${directory:/run/secrets:name}', as in a configuration file."
        })
final class SearchSetupCommand implements Callable<Integer> {

    private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

    @Spec private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Target target;

    @Option(
            names = "--index",
            paramLabel = "NAME",
            description = {
                "First part of the names of indices, and name of alias, template and policy",
                "(default: tripline-alerts, or what the configuration says)."
            })
    private String index;

    @Option(
            names = "--warm-after",
            paramLabel = "DAYS",
            defaultValue = "60",
            description = "Days after which an index moves to warm nodes (default: 60).")
    private int warmDays;

    @Option(
            names = "--keep",
            paramLabel = "DAYS",
            defaultValue = "400",
            description = "Days after which an index is deleted (default: 400).")
    private int keepDays;

    @Option(names = "--api-key", paramLabel = "KEY", description = "Log in with an API key.")
    private String apiKey;

    @Option(names = "--user", paramLabel = "NAME", description = "Log in as this user.")
    private String user;

    @Option(names = "--password", paramLabel = "PASSWORD", description = "The user's password.")
    private String password;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Certificates to trust, PEM, instead of Java's own.")
    private Path ca;

    /** What is to be set up. */
    private static final class Target {

        @Option(
                names = "--url",
                paramLabel = "URL",
                split = ",",
                description = "A node, such as https://es-1:9200, or several with commas.")
        private List<URI> urls = new ArrayList<>();

        @Option(
                names = "--config",
                paramLabel = "FILE",
                description = "A job's configuration: everything that it has a search sink for.")
        private Path config;

        @Option(
                names = "--print",
                paramLabel = "DIR",
                description = "Write the files that would be loaded, for either product.")
        private Path directory;
    }

    @Override
    public Integer call() throws Exception {
        if (warmDays < 1 || keepDays <= warmDays) {
            throw new ConfigException("--keep must be more than --warm-after, and that 1 or more");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (target.directory != null) {
            print(out);
        } else {
            for (SearchConfig search : searches()) {
                load(search, out);
            }
        }
        out.flush();
        return 0;
    }

    private void load(SearchConfig search, PrintWriter out) throws ConfigException {
        try {
            SearchSetup.load(search.cluster(), indices(search.index()), out::println);
        } catch (IOException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    private List<SearchConfig> searches() throws ConfigException {
        if (target.config == null) {
            SearchConfig search =
                    new SearchConfig(
                            target.urls,
                            index,
                            apiKey,
                            user,
                            password,
                            ca,
                            false,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null);
            ConfigChecks.check("search setup", search);
            return List.of(search);
        }
        JobConfig config = ConfigLoader.load(target.config);
        ConfigChecks.check(config);
        List<SearchConfig> searches =
                config.sinks().stream()
                        .map(JobConfig.SinkConfig::search)
                        .filter(Objects::nonNull)
                        .toList();
        if (searches.isEmpty()) {
            throw new ConfigException(target.config + ": there is no sink with search in it");
        }
        return searches;
    }

    private AlertIndices indices(String configured) {
        return new AlertIndices(index == null ? configured : index, warmDays, keepDays);
    }

    private void print(PrintWriter out) throws IOException {
        AlertIndices indices = indices("tripline-alerts");
        for (SearchProduct product : SearchProduct.values()) {
            Path directory =
                    Files.createDirectories(
                            target.directory.resolve(product.name().toLowerCase(Locale.ROOT)));
            write(directory.resolve("template.json"), indices.template(product, true), out);
            write(directory.resolve("policy.json"), indices.policy(product), out);
        }
    }

    private static void write(Path file, Object json, PrintWriter out) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(json) + "\n");
        out.println(file);
    }
}
