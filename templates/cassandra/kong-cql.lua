-- kong-cql.lua ADDRESS PORT PASSWORD-FILE STATEMENT: runs one statement of CQL as role kong and prints the column
-- `value` of its rows. For resty, which Kong brings with its own Cassandra driver.
pcall(require, "luarocks.loader")
local cassandra = require "cassandra"

local function run(address, port, password_file, statement)
  local file = assert(io.open(password_file))
  local password = file:read("*l")
  file:close()
  local peer = assert(cassandra.new {
    host = address,
    port = tonumber(port),
    auth = cassandra.auth_providers.plain_text("kong", password),{{tls}}
  })
  peer:settimeout(30000)
  assert(peer:connect())
  local rows = assert(peer:execute(statement, nil, { consistency = cassandra.consistencies.local_quorum }))
  for i = 1, #rows do
    print(rows[i].value)
  end
  peer:close()
end

local ok, err = pcall(run, arg[1], arg[2], arg[3], arg[4])
if not ok then
  io.stderr:write("kong-cql: ", arg[1], ": ", tostring(err), "\n")
  os.exit(1)
end
