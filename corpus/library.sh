# Resolves and compiles the libraries of libraries.txt; sourced by run and patch.

readonly ERRORPRONE=${ERRORPRONE:-2.42.0}
readonly TOOLS=error-prone-$ERRORPRONE
readonly DEPENDENCY_PLUGIN=3.9.0
readonly CRASH='looking for one failed|Please report this to the Offload project|An exception has occurred|An unhandled exception was thrown|OutOfMemoryError'
if [[ -z ${JAVA_HOME:-} ]]; then
  JAVA_HOME=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
fi
export JAVA_HOME
readonly JAVAC="$JAVA_HOME/bin/javac"

# --- libraries.txt -------------------------------------------------------------------------------

# Prints the lines of one sort (+, -, !) below a library, without the comments.
lines_of() { # library, sort
  awk -v library="$1" -v sort="$2" '
    { sub(/(^|[ \t])#.*/, "") }
    /^[^ \t]/ { inside = ($1 == library) }
    inside && $1 == sort { sub(/^[ \t]*[-+!][ \t]*/, ""); sub(/[ \t]+$/, ""); print }
  ' libraries.txt
}

all_libraries() {
  awk '{ sub(/(^|[ \t])#.*/, "") } /^[^ \t]/ { print $1 }' libraries.txt
}

artifact_of() {
  cut -d: -f2 <<<"$1"
}

# Resolves the libraries that are named, or all; into the variable LIBRARIES.
select_libraries() { # [artifact...]
  local library
  LIBRARIES=()
  for library in $(all_libraries); do
    if (($# == 0)) || [[ " $* " == *" $(artifact_of "$library") "* ]]; then
      LIBRARIES+=("$library")
    fi
  done
  ((${#LIBRARIES[@]})) || { echo "libraries.txt has none of: $*" >&2; exit 2; }
  CHECKER=$(checker)
  mkdir -p target
  resolve "${LIBRARIES[@]}"
}

# --- Maven: class paths and sources --------------------------------------------------------------

dependency() { # group:artifact:version[:classifier]
  local group artifact version classifier
  IFS=: read -r group artifact version classifier <<<"$1"
  echo "<dependency><groupId>$group</groupId><artifactId>$artifact</artifactId>" \
    "<version>$version</version>${classifier:+<classifier>$classifier</classifier>}</dependency>"
}

pom() { # artifact, packaging, content
  cat <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>dev.offload.corpus</groupId>
  <artifactId>$1</artifactId>
  <version>1</version>
  <packaging>$2</packaging>
  $3
</project>
XML
}

# One project that depends on the library; Maven writes down its class path and copies the sources.
write_project() { # name, library or empty, dependency...
  local name=$1 library=$2 dependencies='' coordinate items=''
  shift 2
  for coordinate in "$@"; do
    dependencies+=$(dependency "$coordinate")
  done
  if [[ -n $library ]]; then
    items=$(dependency "$library:sources")
    items="<artifactItems>${items//dependency>/artifactItem>}</artifactItems>"
  fi
  mkdir -p "target/$name"
  pom "$name" pom "
  <dependencies>$dependencies</dependencies>
  <build><plugins><plugin>
    <artifactId>maven-dependency-plugin</artifactId>
    <version>$DEPENDENCY_PLUGIN</version>
    <configuration>
      $items
      <includeScope>runtime</includeScope>
      <outputDirectory>\${project.basedir}</outputDirectory>
      <outputFile>\${project.basedir}/class-path</outputFile>
      <skip>false</skip>
      <stripVersion>true</stripVersion>
    </configuration>
    <executions>
      <execution>
        <phase>initialize</phase>
        <goals><goal>build-classpath</goal>${items:+<goal>copy</goal>}</goals>
      </execution>
    </executions>
  </plugin></plugins></build>" >"target/$name/pom.xml"
}

is_resolved() { # artifact
  [[ -s target/$1/class-path ]] && cmp -s "target/$1/pom.xml" "target/$1/resolved.xml"
}

resolve() { # library...
  local library artifact asm extra wanted=()
  for library in "$@"; do
    artifact=$(artifact_of "$library")
    mapfile -t extra < <(lines_of "$library" +)
    write_project "$artifact" "$library" ${extra[@]+"${extra[@]}"} "$library"
    is_resolved "$artifact" || wanted+=("$artifact")
  done
  # What our classes need comes along here, too.
  asm=$(sed -n 's:.*<asm.version>\(.*\)</asm.version>.*:\1:p' ../pom.xml)
  write_project "$TOOLS" '' "com.google.errorprone:error_prone_core:$ERRORPRONE" \
    "org.ow2.asm:asm:$asm" "org.ow2.asm:asm-tree:$asm" "org.ow2.asm:asm-analysis:$asm"
  is_resolved "$TOOLS" || wanted+=("$TOOLS")
  ((${#wanted[@]})) || return 0

  echo "Resolving ${wanted[*]} ..."
  pom corpus pom "<modules>$(printf '<module>%s</module>' "${wanted[@]}")</modules>" >target/pom.xml
  for artifact in "${wanted[@]}"; do
    rm -rf "target/$artifact"/{class-path,resolved.xml,sources,*.jar}
  done
  mvn -B -q -ntp -fae -f target/pom.xml initialize >target/maven.log 2>&1 ||
    grep -E '^\[ERROR\] (Failed to execute|.*Could not find)' target/maven.log | cut -c1-400 || true
  for artifact in "${wanted[@]}"; do
    [[ -s target/$artifact/class-path ]] || continue
    if [[ $artifact != "$TOOLS" ]]; then
      [[ -s target/$artifact/$artifact-sources.jar ]] || continue
      mkdir "target/$artifact/sources"
      (cd "target/$artifact/sources" && "$JAVA_HOME/bin/jar" -xf "../$artifact-sources.jar")
    fi
    cp "target/$artifact/pom.xml" "target/$artifact/resolved.xml"
  done
  is_resolved "$TOOLS" || { echo "no Error Prone $ERRORPRONE, see corpus/target/maven.log" >&2; exit 2; }
}

# --- javac ---------------------------------------------------------------------------------------

# Our classes; what they need comes with Error Prone's class path.
checker() {
  local jars
  if [[ -n ${OFFLOAD_CLASSES:-} ]]; then
    echo "$OFFLOAD_CLASSES"
    return
  fi
  jars=$(find ../checker/target -maxdepth 1 -name 'offload-checker-*.jar' \
    ! -name '*-sources.jar' ! -name '*-javadoc.jar' ! -name 'original-*' 2>/dev/null || true)
  [[ -n $jars ]] || { echo "no ../checker/target/offload-checker-*.jar: mvn package first" >&2; exit 2; }
  head -1 <<<"$jars"
}

# The sources of a library, without what a class path compilation cannot take and what is left out.
list_sources() { # library, sources or patched
  local artifact left_out
  artifact=$(artifact_of "$1")
  left_out=$(lines_of "$1" -)
  find "target/$artifact/$2" -name '*.java' ! -name module-info.java \
    ! -path '*/META-INF/*' ! -path "*/$2/java[0-9]*/*" | sort |
    if [[ -n $left_out ]]; then
      grep -vF -f <(sed "s:^:target/$artifact/$2/:" <<<"$left_out")
    else
      cat
    fi
}

# Runs javac with Error Prone; its output goes to a file, the CPU seconds are printed.
compile() { # library, log, flags, more for the class path
  local artifact options part status=0
  artifact=$(artifact_of "$1")
  local command=("$JAVAC" -J-Xmx3g -J-Duser.language=en)
  for part in api file main model parser processing tree util; do
    command+=("-J--add-exports=jdk.compiler/com.sun.tools.javac.$part=ALL-UNNAMED")
  done
  for part in code comp; do
    command+=("-J--add-opens=jdk.compiler/com.sun.tools.javac.$part=ALL-UNNAMED")
  done
  mapfile -t options < <(lines_of "$1" '!')
  for part in ${options[@]+"${options[@]}"}; do
    # shellcheck disable=SC2206 # several words on a line
    command+=($part)
  done
  rm -rf "target/$artifact/classes"
  mkdir "target/$artifact/classes"
  command+=(
    -proc:none -encoding UTF-8 -XDcompilePolicy=simple --should-stop=ifError=FLOW
    -XDaddTypeAnnotationsToSymbol=true -Xmaxwarns 100000 -Xmaxerrs 100000
    -d "target/$artifact/classes" -classpath "$(cat "target/$artifact/class-path")${4:+:$4}"
    -processorpath "$CHECKER:$(cat "target/$TOOLS/class-path")"
    "-Xplugin:ErrorProne -XepDisableAllChecks $3" "@target/$artifact/sources.list")
  TIMEFORMAT='%U %S'
  { time "${command[@]}" >"$2" 2>&1 || status=$?; } 2>"$2.time"
  awk '{ printf "%.1f\n", $1 + $2 }' "$2.time"
  return $status
}
