// What JsonCpp says of numbers that no double and no int can hold: an error of the parser, and an exception.
#include "loop.h"
#include <json/json.h>
#include <memory>
#include <string>

static void print_answer()
{
    static const std::string text = "[1e999]";
    const std::unique_ptr<Json::CharReader> reader(Json::CharReaderBuilder().newCharReader());
    Json::Value value;
    std::string errors;

    need(!reader->parse(text.data(), text.data() + text.size(), &value, &errors), "parse");
    const auto quote = errors.find('\'');
    need(quote != std::string::npos, "the parser's error");
    printf("%s; ", errors.substr(quote, errors.find('\n', quote) - quote).c_str());
    try {
        printf("%d", Json::Value(Json::Int64(1) << 40).asInt());
    } catch (const Json::LogicError &error) {
        printf("%s", error.what());
    }
}

int main()
{
    return turns(print_answer);
}
