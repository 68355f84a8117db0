package dev.suture.report.view;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.elf.asm.Demanglers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Selects changes by words, all of which must hold: {@code KEY:VALUE[,VALUE...]} or plain text that a name contains;
 * {@code -} in front turns a word round, quotes keep spaces together. Upper and lower case are the same.
 */
public final class ChangeFilter {
    public static final ChangeFilter EVERYTHING = new ChangeFilter("", List.of());

    private static final Pattern WORD = Pattern.compile("(-?)(?:([a-z]+):)?(?:\"([^\"]*)\"|([^\\s\"]+))");
    private static final String ANY = "any";

    private final String text;
    private final List<Word> words;

    private ChangeFilter(String text, List<Word> words) {
        this.text = text;
        this.words = List.copyOf(words);
    }

    /** What a word looks at. */
    private enum Key {
        TEXT(List.of()),
        OBJECT(List.of()),
        SECTION(List.of()),
        REASON(List.of()),
        FINDING(List.of()),
        SUPPRESSED(List.of()),
        STATUS(List.of("changed", "added", "deleted")),
        KIND(List.of("function", "data")),
        SEVERITY(List.of("blocker", "warning", "note"));

        /** All there are; empty where any text may stand. */
        private final List<String> values;

        Key(List<String> values) {
            this.values = values;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Word(Key key, Set<String> values, boolean turned) {}

    /**
     * Reads a filter.
     *
     * @throws IllegalArgumentException with a sentence that names the word and what could stand there
     */
    public static ChangeFilter parse(String text) {
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        int at = 0;
        while (matcher.find()) {
            rejectUnread(text.substring(at, matcher.start()));
            words.add(word(matcher));
            at = matcher.end();
        }
        rejectUnread(text.substring(at));
        return new ChangeFilter(text.strip(), words);
    }

    private static void rejectUnread(String rest) {
        if (!rest.isBlank()) {
            throw new IllegalArgumentException("'%s' in the filter has a quote without its partner.".formatted(rest));
        }
    }

    private static Word word(Matcher matcher) {
        boolean turned = !matcher.group(1).isEmpty();
        String value = matcher.group(3) != null ? matcher.group(3) : matcher.group(4);
        if (matcher.group(2) == null || value.startsWith(":")) {
            // A name such as fare::price has colons of its own.
            String whole = matcher.group(2) == null ? value : matcher.group(2) + ":" + value;
            return new Word(Key.TEXT, Set.of(whole), turned);
        }
        Key key = key(matcher.group(2));
        Set<String> values =
                key == Key.TEXT ? Set.of(value) : Stream.of(value.split(",")).collect(Collectors.toSet());
        for (String given : values) {
            if (!key.values.isEmpty() && !key.values.contains(given)) {
                throw new IllegalArgumentException("The filter's %s:%s is unknown; %s can be %s."
                        .formatted(key.label(), given, key.label(), String.join(", ", key.values)));
            }
        }
        return new Word(key, values, turned);
    }

    private static Key key(String name) {
        return Stream.of(Key.values())
                .filter(k -> k.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The filter has no key '%s'; there are %s."
                        .formatted(name, Stream.of(Key.values()).map(Key::label).collect(Collectors.joining(", ")))));
    }

    /** The filter as it was given. */
    public String text() {
        return text;
    }

    public boolean isEverything() {
        return words.isEmpty();
    }

    /** Whether a change of an object is shown. */
    public boolean shows(ObjectDiff object, Change change) {
        return words.stream().allMatch(w -> holds(w, object, change) != w.turned());
    }

    /** Whether a finding is shown: with its change; by itself where it is about something else. */
    public boolean shows(ObjectDiff object, Finding finding) {
        boolean severity = words.stream()
                .filter(w -> w.key() == Key.SEVERITY)
                .allMatch(w -> w.values().contains(lower(finding.severity())) != w.turned());
        List<Change> about = object.changes().stream()
                .filter(c -> c.name().equals(finding.item()))
                .toList();
        return severity
                && (about.isEmpty()
                        ? words.stream().allMatch(w -> holds(w, object, finding) != w.turned())
                        : about.stream().anyMatch(c -> shows(object, c)));
    }

    private static boolean holds(Word word, ObjectDiff object, Change change) {
        return switch (word.key()) {
            case TEXT ->
                containsAny(
                        word, change.name(), Demanglers.demangle(change.name()).orElse(""), object.name());
            case OBJECT -> containsAny(word, object.name());
            case SECTION -> containsAny(word, change.item().section().name());
            case REASON -> change.reasons().stream().anyMatch(r -> word.values().contains(r.id()));
            case FINDING -> findings(object, change).anyMatch(f -> word.values().contains(f.id()));
            case SEVERITY ->
                findings(object, change).anyMatch(f -> word.values().contains(lower(f.severity())));
            case SUPPRESSED ->
                change.suppressed()
                        .filter(s ->
                                word.values().contains(ANY) || word.values().contains(s))
                        .isPresent();
            case STATUS -> word.values().contains(lower(change.status()));
            case KIND -> word.values().contains(lower(change.kind()));
        };
    }

    private static boolean holds(Word word, ObjectDiff object, Finding finding) {
        return switch (word.key()) {
            case TEXT -> containsAny(word, finding.item(), finding.text(), object.name());
            case OBJECT -> containsAny(word, object.name());
            case FINDING -> word.values().contains(finding.id());
            case SEVERITY -> word.values().contains(lower(finding.severity()));
            case SECTION, REASON, SUPPRESSED, STATUS, KIND -> false;
        };
    }

    private static Stream<Finding> findings(ObjectDiff object, Change change) {
        return object.findings().stream().filter(f -> f.item().equals(change.name()));
    }

    private static boolean containsAny(Word word, String... texts) {
        return Stream.of(texts)
                .map(t -> t.toLowerCase(Locale.ROOT))
                .anyMatch(t -> word.values().stream().anyMatch(t::contains));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
