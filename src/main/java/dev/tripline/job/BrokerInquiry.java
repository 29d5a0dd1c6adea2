// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;

/**
 * Questions to the brokers of one source or sink, as its client would put them.
 *
 * @param place of the source or sink, for messages
 */
record BrokerInquiry(String place, String bootstrapServers, Map<String, String> properties) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What to ask; it may ask twice, but waits for each answer with {@link #answer}. */
    @FunctionalInterface
    interface Question<T> {
        T put(Admin admin) throws ExecutionException, TimeoutException, InterruptedException;
    }

    static <T> T answer(KafkaFuture<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(PATIENCE.toSeconds() + 1, TimeUnit.SECONDS);
    }

    /**
     * @throws ConfigException if there is no answer; says why
     */
    <T> T ask(Question<T> question) throws ConfigException {
        Map<String, Object> client = new HashMap<>(KafkaSecrets.resolvable(properties));
        client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        String patience = String.valueOf(PATIENCE.toMillis());
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
        try (Admin admin = Admin.create(client)) {
            return question.put(admin);
        } catch (ExecutionException | TimeoutException e) {
            throw new ConfigException(
                    e.getCause() instanceof AuthenticationException refusal
                            ? "the Kafka broker at "
                                    + bootstrapServers
                                    + " lets "
                                    + place
                                    + " not in ("
                                    + rootMessage(refusal)
                                    + "); correct its properties"
                            : "no answer from the Kafka broker at "
                                    + bootstrapServers
                                    + " within "
                                    + PATIENCE.toSeconds()
                                    + " s ("
                                    + rootMessage(e)
                                    + "); is it running, and do the properties fit it?");
        } catch (KafkaException e) {
            throw new ConfigException(
                    "the Kafka client of "
                            + place
                            + " cannot be made: "
                            + causes(e)
                            + "; correct its bootstrap-servers or properties");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigException("interrupted while asking the broker");
        }
    }

    /** From the one that names the file or property down to its root; the first says only where. */
    private static String causes(KafkaException e) {
        List<String> messages = new ArrayList<>();
        for (Throwable cause = e.getCause() == null ? e : e.getCause();
                cause != null;
                cause = cause.getCause()) {
            if (cause.getMessage() != null) {
                messages.add(cause.getMessage());
            }
        }
        return String.join(": ", messages);
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
