package dev.suture.pack;

import java.util.regex.Pattern;

/** Paths inside a package: relative, {@code /} between the parts, and nothing a file system could take otherwise. */
final class PackagePath {
    static final String MANIFEST = "package.json";
    static final String SIGNATURE = "package.json.sig";
    /** What the name field of a POSIX ustar header holds, so that no extension of the format is needed. */
    static final int LONGEST = 100;

    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+~,=@%-]*");
    private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9._+~,=@%-]");

    private PackagePath() {}

    /** Whether it may stand in a package; {@code ..} and absolute paths have a part that does not begin as it must. */
    static boolean isValid(String path) {
        if (path.isEmpty() || path.length() > LONGEST) {
            return false;
        }
        for (String part : path.split("/", -1)) {
            if (!PART.matcher(part).matches()) {
                return false;
            }
        }
        return true;
    }

    /** The file name as it may stand in a package. */
    static String part(String fileName) {
        String plain = OTHER.matcher(fileName).replaceAll("_");
        String begun = PART.matcher(plain).matches() ? plain : "_" + plain;
        return begun.length() <= 64
                ? begun
                : begun.substring(begun.length() - 63).replaceFirst("^[^A-Za-z0-9_]", "_");
    }
}
