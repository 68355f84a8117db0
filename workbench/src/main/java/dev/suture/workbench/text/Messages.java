package dev.suture.workbench.text;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** The texts of the window, from its resource bundle. */
public final class Messages {
    private final ResourceBundle bundle;
    private final Locale locale;

    private Messages(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle("dev.suture.workbench.messages", locale);
    }

    /** The English texts; there are no others yet. */
    public static Messages english() {
        return new Messages(Locale.ENGLISH);
    }

    /**
     * The text of a key.
     *
     * @param arguments what its {@code {0}}, {@code {1}}, ... stand for
     * @throws java.util.MissingResourceException if there is no such key
     */
    public String text(String key, Object... arguments) {
        // Always through MessageFormat, so that an apostrophe is written alike in every text of the bundle.
        return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }

    /** The text of a key that need not be there; without arguments. */
    public Optional<String> find(String key) {
        return bundle.containsKey(key) ? Optional.of(text(key)) : Optional.empty();
    }
}
