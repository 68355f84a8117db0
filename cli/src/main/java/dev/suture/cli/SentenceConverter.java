package dev.suture.cli;

import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option's value with a parser that refuses with a sentence for people. */
abstract class SentenceConverter<T> implements ITypeConverter<T> {
    private final Function<String, T> parser;

    /** @param parser throws an IllegalArgumentException whose message is the sentence */
    SentenceConverter(Function<String, T> parser) {
        this.parser = parser;
    }

    @Override
    public final T convert(String value) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
