#include "interpreter/expression/password.hpp"

#include "interpreter/expression/digest.hpp"
#include "interpreter/expression/lookup.hpp"
#include "interpreter/expression/python.hpp"
#include "interpreter/expression/random.hpp"
#include "interpreter/expression/text.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <stdexcept>

namespace interpreter {

namespace {

constexpr std::size_t usual_length = 20;

struct Wanted {
    std::string path;
    std::size_t length = usual_length;
    std::vector<std::string> characters = {"ascii_letters", "digits", ".,:-_"};
    std::string encrypt;
    std::string identifier;
    Value seed;
};

struct Content {
    std::string password;
    std::string salt;
    std::string identifier;
};

/// "ascii_letters,digits,.,,": a comma in it is written twice.
std::vector<std::string> read_characters(const std::string& written) {
    std::vector<std::string> parts;
    if (written.find(",,") != std::string::npos) parts.emplace_back(",");
    for (std::string& part : split_text(replaced(written, ",,", ","), ",", -1))
        if (!part.empty()) parts.push_back(std::move(part));
    return parts;
}

/// Names of Python's `string` module stand for their characters; quotes are never used.
std::string expanded(const std::vector<std::string>& parts) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> sets{
        {{"ascii_letters", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"},
         {"ascii_lowercase", "abcdefghijklmnopqrstuvwxyz"},
         {"ascii_uppercase", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
         {"digits", "0123456789"},
         {"hexdigits", "0123456789abcdefABCDEF"},
         {"octdigits", "01234567"},
         {"punctuation", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"},
         {"whitespace", " \t\n\r\v\f"}}};
    std::string characters;
    for (const std::string& part : parts) {
        const auto set =
            std::find_if(sets.begin(), sets.end(), [&](const auto& known) { return known.first == part; });
        characters += set != sets.end() ? std::string(set->second) : part;
    }
    std::erase_if(characters, [](char character) { return character == '"' || character == '\''; });
    return characters;
}

void set_option(Wanted& wanted, const std::string& name, const Value& value, Call& call) {
    const std::string text = to_python_text(value);
    if (name == "length") {
        const auto parsed = std::from_chars(text.data(), text.data() + text.size(), wanted.length);
        if (parsed.ec != std::errc() || wanted.length == 0)
            call.fail("needs a length of at least 1, found '" + text + "'");
    } else if (name == "chars") {
        const List* several = sequence_in(value);
        if (several == nullptr)
            wanted.characters = read_characters(text);
        else
            wanted.characters.clear();
        for (std::size_t index = 0; several != nullptr && index < several->size(); ++index)
            wanted.characters.push_back(to_python_text((*several)[index]));
    } else if (name == "encrypt") {
        wanted.encrypt = value.is_null() ? "" : text;
    } else if (name == "ident") {
        wanted.identifier = value.is_null() ? "" : text;
    } else if (name == "seed") {
        wanted.seed = value;
    } else {
        call.fail("has no argument '" + name + "'", "length, chars, encrypt, ident and seed are");
    }
}

Wanted read_term(const std::string& term, Call& call) {
    Wanted wanted;
    for (const auto& [name, value] : call.named())
        set_option(wanted, name, value, call);
    const std::size_t space = term.find(' ');
    const KeyValues parameters =
        space == std::string::npos ? KeyValues{} : read_key_values(term.substr(space + 1));
    wanted.path = term.substr(0, space) + (parameters.rest.empty() ? "" : " " + parameters.rest);
    for (const auto& [name, value] : parameters.pairs)
        set_option(wanted, name, value, call);
    wanted.path = path_in_search_path(wanted.path, call.evaluation());
    return wanted;
}

Content read_content(const std::string& text) {
    Content content;
    content.password = stripped(text, std::nullopt, Sides::right);
    const std::size_t salt = content.password.rfind(" salt=");
    if (salt == std::string::npos) return content;
    content.salt = content.password.substr(salt + 6);
    content.password.resize(salt);
    const std::size_t identifier = content.salt.rfind(" ident=");
    if (identifier == std::string::npos) return content;
    content.identifier = content.salt.substr(identifier + 7);
    content.salt.resize(identifier);
    return content;
}

std::string written_content(const Content& content) {
    std::string text = content.password;
    if (!content.salt.empty()) text += " salt=" + content.salt;
    if (!content.identifier.empty()) text += " ident=" + content.identifier;
    return text + "\n";
}

/// Writes beside the file, then takes its place: a reader never sees half a password.
void write_private_file(const std::string& path, const std::string& text, Call& call) {
    namespace files = std::filesystem;
    const auto check = [&](bool good) {
        if (!good) call.fail("cannot write " + path + ": " + std::strerror(errno));
    };
    const files::path directory = files::path(path).parent_path();
    if (!directory.empty() && !files::exists(directory)) {
        std::error_code error;
        files::create_directories(directory, error);
        if (error) call.fail("cannot make " + directory.string() + ": " + error.message());
        check(::chmod(directory.c_str(), S_IRWXU) == 0);
    }
    std::string temporary = path + ".XXXXXX";
    const int file = ::mkstemp(temporary.data());
    check(file >= 0);
    const bool written = ::fchmod(file, S_IRUSR | S_IWUSR) == 0 &&
                         ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                         ::fsync(file) == 0;
    ::close(file);
    const bool renamed = written && ::rename(temporary.c_str(), path.c_str()) == 0;
    if (!renamed) ::unlink(temporary.c_str());
    check(renamed);
}

Value password_of(const Wanted& wanted, Call& call) {
    // All hosts ask at once; the first one makes the password, the others read it.
    static std::mutex making;
    const std::scoped_lock lock(making);
    const bool kept = wanted.path != "/dev/null";
    std::error_code ignored;
    const bool present = kept && std::filesystem::exists(wanted.path, ignored);
    const std::string characters = expanded(wanted.characters);
    if (characters.empty()) call.fail("needs characters to choose from");
    Content content;
    if (present)
        content = read_content(file_content(wanted.path, call));
    else
        content.password = random_numbers(wanted.seed)->text(wanted.length, characters);
    const Content before = content;
    if (!wanted.encrypt.empty() && content.salt.empty())
        content.salt = random_salt(wanted.encrypt == "bcrypt" || wanted.encrypt == "blowfish" ? 22
                                   : wanted.encrypt == "md5_crypt"                            ? 8
                                                                                              : 16);
    if (content.identifier.empty()) content.identifier = wanted.identifier;
    if (!wanted.encrypt.empty() && content.identifier.empty() && wanted.encrypt == "bcrypt")
        content.identifier = "2b";
    const bool changed = !present || content.salt != before.salt || content.identifier != before.identifier;
    if (kept && changed) write_private_file(wanted.path, written_content(content), call);
    if (wanted.encrypt.empty()) return Value::secret(content.password);
    PasswordHash hash;
    hash.algorithm = wanted.encrypt;
    hash.salt = content.salt;
    hash.identifier = content.identifier;
    try {
        return Value::secret(hashed_password(content.password, hash));
    } catch (const std::invalid_argument& error) {
        call.fail(error.what());
    }
}

}  // namespace

Value looked_up_password(Call& call) {
    List passwords;
    for (const Value& term : call.rest())
        passwords.push_back(password_of(read_term(to_python_text(term), call), call));
    return passwords;
}

}  // namespace interpreter
