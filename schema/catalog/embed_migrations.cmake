# SPDX-License-Identifier: GPL-3.0-or-later
# Writes OUTPUT: a C++ array of the SQL texts in FILES, in their order.
set(text "// Generated from schema/catalog/migrations.\n#include \"schema/catalog/migrations.hpp\"\n\nnamespace fonds {\nconst std::vector<Migration>& migrations()\n{\n    static const std::vector<Migration> all{\n")
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME_WE)
  string(REGEX MATCH "^[0-9]+" number ${name})
  math(EXPR number "${number}")
  file(READ ${file} sql)
  string(APPEND text "        {${number}, R\"SQL(${sql})SQL\"},\n")
endforeach()
string(APPEND text "    };\n    return all;\n}\n}  // namespace fonds\n")
file(WRITE ${OUTPUT} "${text}")
