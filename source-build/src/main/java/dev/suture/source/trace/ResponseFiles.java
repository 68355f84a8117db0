package dev.suture.source.trace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Expands {@code @file} arguments as GCC does (GCC manual, "Overall Options"): arguments are separated by white space;
 * single and double quotes hold them together; a backslash takes the next character as it is. A file that cannot be read
 * stays an argument.
 */
final class ResponseFiles {
    /** GCC stops at 2000 expansions to break cycles; a build that nests deeper than this is one. */
    private static final int DEEPEST = 20;

    private ResponseFiles() {}

    static List<String> expand(List<String> arguments, Path directory) {
        return expand(arguments, directory, 0);
    }

    private static List<String> expand(List<String> arguments, Path directory, int depth) {
        List<String> result = new ArrayList<>();
        for (String argument : arguments) {
            Path file = directory.resolve(argument.startsWith("@") ? argument.substring(1) : argument);
            if (!argument.startsWith("@") || depth == DEEPEST || !Files.isReadable(file)) {
                result.add(argument);
                continue;
            }
            try {
                result.addAll(expand(words(Files.readString(file, StandardCharsets.UTF_8)), directory, depth + 1));
            } catch (IOException e) {
                result.add(argument);
            }
        }
        return result;
    }

    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                word.append(text.charAt(++i));
                inWord = true;
            } else if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
