#include <fstream>
int main(int, char** argv) { std::ofstream out(argv[1]); }
