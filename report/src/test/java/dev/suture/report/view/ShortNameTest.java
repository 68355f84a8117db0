package dev.suture.report.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f(int) | f(int)",
                "n::box<int>::get(int const&) const | n::box<int>::get(int const&) const",
                "void std::vector<std::pair<int, long>, std::allocator<int> >::push_back(std::pair<int, long>&&) | std::vector<…>::push_back(…)",
                "std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> >::insert(unsigned long, char const*) | std::string::insert(…)",
                "(anonymous namespace)::helper(char const*, unsigned long) | (anonymous namespace)::helper(…)",
                "vtable for std::__cxx11::basic_istringstream<char, std::char_traits<char> > | vtable for std::__cxx11::basic_istringstream<…>",
                "operator new(unsigned long) | operator new(unsigned long)",
                "std::basic_ostream<char, std::char_traits<char> >& std::operator<< <std::char_traits<char> >(std::basic_ostream<char, std::char_traits<char> >&, char const*) | std::operator<< <…>(…)",
                "point::operator()(int, int, int, int) const | point::operator()(…) const",
                "list::operator->() | list::operator->()",
                "bool operator<(std::pair<int, int> const&, std::pair<int, int> const&) | operator<(…)",
                "unbalanced<f | unbalanced<f"
            })
    void leavesOutWhatIsLong(String name, String expected) {
        assertThat(ShortName.of(name)).isEqualTo(expected);
    }
}
